import { words_of } from "../../../i18n/words";
import { shape_words_de } from "./shape_words_de";
import { shape_words_en } from "./shape_words_en";

export const { w, w_count, w_known } = words_of(shape_words_en, shape_words_de);
