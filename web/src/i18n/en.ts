import { en_duplicates } from "./en_duplicates";
import { en_frame } from "./en_frame";
import { en_merge } from "./en_merge";
import { en_reach } from "./en_reach";
import { en_rules } from "./en_rules";
import { en_screens } from "./en_screens";
import { en_search } from "./en_search";
import { en_time } from "./en_time";
import { en_tree } from "./en_tree";
import { en_work } from "./en_work";

// English, in parts: the frame and fields, the generic screens, the screens of the daily work.
export const en = {
  ...en_duplicates,
  ...en_frame,
  ...en_merge,
  ...en_reach,
  ...en_rules,
  ...en_screens,
  ...en_search,
  ...en_time,
  ...en_tree,
  ...en_work,
};
