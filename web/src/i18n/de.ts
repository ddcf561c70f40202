import { de_frame } from "./de_frame";
import { de_reach } from "./de_reach";
import { de_rules } from "./de_rules";
import { de_screens } from "./de_screens";
import { de_search } from "./de_search";
import { de_time } from "./de_time";
import { de_work } from "./de_work";
import type { Catalogue } from "./index";

// German. The type makes a missing text a build error.
export const de: Catalogue = {
  ...de_frame,
  ...de_rules,
  ...de_screens,
  ...de_search,
  ...de_reach,
  ...de_work,
  ...de_time,
};
