import { de_duplicates } from "./de_duplicates";
import { de_frame } from "./de_frame";
import { de_merge } from "./de_merge";
import { de_reach } from "./de_reach";
import { de_rules } from "./de_rules";
import { de_screens } from "./de_screens";
import { de_search } from "./de_search";
import { de_time } from "./de_time";
import { de_tree } from "./de_tree";
import { de_work } from "./de_work";
import type { Catalogue } from "./index";

// German. The type makes a missing text a build error.
export const de: Catalogue = {
  ...de_duplicates,
  ...de_frame,
  ...de_merge,
  ...de_reach,
  ...de_rules,
  ...de_screens,
  ...de_search,
  ...de_time,
  ...de_tree,
  ...de_work,
};
