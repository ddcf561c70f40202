import { de_frame } from "./de_frame";
import { de_merge } from "./de_merge";
import { de_screens } from "./de_screens";
import { de_time } from "./de_time";
import { de_work } from "./de_work";
import type { Catalogue } from "./index";

// German. The type makes a missing text a build error.
export const de: Catalogue = { ...de_frame, ...de_screens, ...de_work, ...de_time, ...de_merge };
