import { words_of } from "../../i18n/words";
import { words_de } from "./words_de";
import { words_en } from "./words_en";

export const { w, w_count, w_known } = words_of(words_en, words_de);
