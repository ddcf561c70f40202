import { words_of } from "../../../i18n/words";
import { words_company_de } from "./words_company_de";
import { words_company_en } from "./words_company_en";

export const { w, w_count } = words_of(words_company_en, words_company_de);
