#!/usr/bin/env node
// Plays whole journeys in a browser; the last line is the count.
//   node tests/web/run.mjs                everything
//   node tests/web/run.mjs board undo     journeys whose file name has one of the words
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { play } from "./harness/journey.mjs";
import { chromium, program } from "./harness/place.mjs";
import { remove_templates } from "./harness/templates.mjs";

const limit_s = 2700;
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const wanted = process.argv.slice(2);
const here = new URL(".", import.meta.url);
const files = readdirSync(here)
  .filter((file) => file.endsWith(".journey.mjs"))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));

if (!program) {
  console.log("There is no program to try: build it, or name it in COMITY_PROGRAM.");
  process.exit(1);
}

const journeys = await Promise.all(
  files.map(async (file) => ({
    name: file.replace(".journey.mjs", ""),
    ...(await import(new URL(file, here))),
  })),
);
// The longest first, so that none is left alone at the end.
journeys.sort((one, other) => (other.limit_s ?? 0) - (one.limit_s ?? 0));

const browser = await chromium.launch({
  executablePath: process.env.COMITY_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  args: flags,
});
const late = setTimeout(() => {
  console.log(`The journeys took longer than ${limit_s} s.`);
  console.log("0 passed, 1 failed");
  process.exit(1);
}, limit_s * 1000);

const total = { passed: 0, failed: 0 };
async function work() {
  for (let next = journeys.shift(); next; next = journeys.shift()) {
    const { passed, failed } = await play(next, browser, (line) => console.log(line));
    total.passed += passed;
    total.failed += failed;
  }
}
const at_once = Math.max(1, Math.min(3, Number(process.env.COMITY_JOBS) || availableParallelism()));
await Promise.all(Array.from({ length: at_once }, work));
clearTimeout(late);
await browser.close();
await remove_templates();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
