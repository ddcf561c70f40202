import type { en_work } from "./en_work";

export const de_work: Record<keyof typeof en_work, string> = {};
