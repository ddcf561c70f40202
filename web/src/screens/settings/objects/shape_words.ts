import { words_of } from "../../../i18n/words";
import { shape_words_de } from "./shape_words_de";
import { shape_words_en } from "./shape_words_en";

export const { w, w_count, w_known } = words_of(shape_words_en, shape_words_de);

// A kind that these screens have no word for is called as the server calls it.
export const kind_label = (kind: string): string => w_known(`kind_${kind}`, kind);
