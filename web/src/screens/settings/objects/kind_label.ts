import { w_known } from "../../../words/shape";

// A kind that these screens have no word for is called as the server calls it.
export const kind_label = (kind: string): string => w_known(`kind_${kind}`, kind);
