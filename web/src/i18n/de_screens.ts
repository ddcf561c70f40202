import type { en_screens } from "./en_screens";

export const de_screens: Record<keyof typeof en_screens, string> = {};
