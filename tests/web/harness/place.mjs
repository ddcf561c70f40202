// Where things are, from here: the program under test, the shared data, the browser's library.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

const first_there = (...places) => places.find((place) => place && existsSync(place)) ?? null;

export const program = first_there(
  process.env.COMITY_PROGRAM,
  process.env.COMITY_BINARY,
  path.join(root, "build/release/comity"),
  path.join(root, "build/debug/comity"),
  path.join(root, "build/comity"),
);

// A fresh web/dist beside a program with older screens inside; only for work on the screens.
export const loose_screens = process.env.COMITY_SCREENS ?? null;

// Named and not there means: do without.
const shared = process.env.COMITY_SHARED_DATA ?? path.join(root, "../shared/data");
export const maven = first_there(path.join(shared, "maven_crm_sales"));
export const naughty_strings = first_there(path.join(shared, "naughty-strings"));

export const seed = path.join(root, "tests/seed");
// Pictures of what failed.
export const pictures = path.join(root, "build/journeys");

// The libraries live with the screens, not beside the tests.
const from_web = createRequire(path.join(root, "web/package.json"));
export const { chromium } = from_web("playwright-core");
export const axe_path = from_web.resolve("axe-core/axe.min.js");
