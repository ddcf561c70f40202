import { words_of } from "../../../i18n/words";
import { words_administration_de } from "./words_administration_de";
import { words_administration_en } from "./words_administration_en";

export const { w, w_count, w_known } = words_of(words_administration_en, words_administration_de);
