// Plays one journey: its server, its visitors, its checks in order. A check that fails leaves a
// picture and the journey goes on, so that one run says everything that is wrong; after a `need`
// that fails there is nothing to go on with.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { pictures } from "./place.mjs";
import { Server } from "./server.mjs";
import { template } from "./templates.mjs";
import { Visitor } from "./visitor.mjs";

const usual_limit_s = 360;

export async function play(journey, browser, say) {
  const { title, data = "demo", limit_s = usual_limit_s, default: walk } = journey;
  const tally = { passed: 0, failed: 0 };
  const visitors = [];
  const began = Date.now();
  let server = null;
  let over = false;

  const check = async (what, body) => {
    // What was still under way when the time was up is not counted twice.
    if (over) return false;
    try {
      await body();
      for (const visitor of visitors) visitor.has_no_trouble();
      if (over) return false;
      tally.passed += 1;
      say(`  ok      ${title}: ${what}`);
      return true;
    } catch (error) {
      if (over) return false;
      tally.failed += 1;
      say(`  FAILED  ${title}: ${what}\n    ${words_of(error)}`);
      for (const visitor of visitors) visitor.trouble = [];
      await take_pictures(visitors, `${journey.name}-${tally.failed}`, say);
      return false;
    }
  };
  const need = async (what, body) => {
    if (!(await check(what, body))) throw new Over();
  };
  const arrive = async (options) => {
    const visitor = await Visitor.arrive(browser, server, options);
    visitors.push(visitor);
    return visitor;
  };

  try {
    server = await new Server(await template(data)).start();
    const walked = walk({ server, administrator: server.administrator, arrive, check, need });
    await within(limit_s, walked);
  } catch (error) {
    if (!(error instanceof Over)) {
      tally.failed += 1;
      say(`  FAILED  ${title}\n    ${words_of(error)}`);
    }
    await take_pictures(visitors, `${journey.name}-end`, say);
  } finally {
    over = true;
    for (const visitor of visitors) await visitor.leave().catch(() => {});
    await server?.stop();
  }
  if (tally.failed && server) {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(path.join(pictures, `${journey.name}.log`), server.log);
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(`${title}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`);
  return tally;
}

class Over extends Error {}

// What went wrong and where in the journey, without what the libraries say in between.
function words_of(error) {
  const lines = stripVTControlCharacters(String(error.stack ?? error)).split("\n");
  const said = lines.filter((line) => !/^\s+at |^\s+[-\d]/.test(line)).slice(0, 12);
  const where = lines.filter((line) => /\.journey\.mjs|import_wizard/.test(line)).slice(0, 2);
  return [...said, ...where].join("\n    ").slice(0, 2500);
}

async function within(limit_s, work) {
  let late;
  const limit = new Promise((_, fail) => {
    late = setTimeout(() => fail(new Error(`took longer than ${limit_s} s`)), limit_s * 1000);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(late);
    work.catch(() => {});
  }
}

async function take_pictures(visitors, name, say) {
  mkdirSync(pictures, { recursive: true });
  for (const [place, { page }] of visitors.entries()) {
    const file = path.join(pictures, `${name}${place ? `-${place}` : ""}.png`);
    await page.screenshot({ path: file, timeout: 5000 }).then(
      () => say(`    picture: ${file}`),
      () => {},
    );
  }
}
