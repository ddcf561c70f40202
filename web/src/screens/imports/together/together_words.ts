import { words_of } from "../../../i18n/words";
import { together_words_de } from "./together_words_de";
import { together_words_en } from "./together_words_en";

export const { w: tw, w_count: tw_count } = words_of(together_words_en, together_words_de);
