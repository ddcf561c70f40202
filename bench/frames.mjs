#!/usr/bin/env node
// Frames a second while the board and the list of ten thousand deals are scrolled and a card is
// dragged, beside a page with nothing to do: node bench/frames.mjs
// "work" is the processor time of the page's own thread for a frame, which may be 16.7 ms; it is
// steadier than frames where others use the processors too.
import { chromium } from "../tests/web/harness/place.mjs";
import { Server } from "../tests/web/harness/server.mjs";
import { crowd, remove_templates, template } from "../tests/web/harness/templates.mjs";
import { Visitor } from "../tests/web/harness/visitor.mjs";

const seconds = 5;
const speed = 3000; // pixels a second: a hard turn of the wheel
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const limit_s = 240;

// In the page: the time of every frame, and the most nodes there ever were.
function watch_frames() {
  const seen = { times: [], nodes: 0, over: false };
  window.seen_frames = seen;
  const on_frame = (time) => {
    seen.times.push(time);
    if (seen.times.length % 10 === 0) {
      seen.nodes = Math.max(seen.nodes, document.getElementsByTagName("*").length);
    }
    if (!seen.over) requestAnimationFrame(on_frame);
  };
  requestAnimationFrame(on_frame);
}

async function busy_s(line) {
  const { metrics } = await line.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value;
}

async function measure(page, what, act) {
  const line = await page.context().newCDPSession(page);
  await line.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.waitForTimeout(500);
  await page.evaluate(watch_frames);
  const before = await busy_s(line);
  await act();
  const work = ((await busy_s(line)) - before) * 1000;
  const { times, nodes } = await page.evaluate(() => {
    window.seen_frames.over = true;
    return window.seen_frames;
  });
  const gaps = times.slice(1).map((time, at) => time - times[at]);
  const sorted = gaps.toSorted((one, other) => one - other);
  const total = gaps.reduce((all, gap) => all + gap, 0);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  const late = gaps.filter((gap) => gap > 25).length;
  await line.detach();
  const rate = (gaps.length / total) * 1000;
  const figures = [rate, p95, sorted.at(-1), (late / gaps.length) * 100, work / gaps.length];
  say(what, [...figures.map((value) => value.toFixed(1)), String(nodes)]);
}

function say(what, cells) {
  console.log(what.padEnd(30) + cells.map((cell) => cell.padStart(10)).join(""));
}

async function scroll(page, box, down = true) {
  const line = await page.context().newCDPSession(page);
  await line.send("Input.synthesizeScrollGesture", {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: (down ? -1 : 1) * speed * seconds,
    speed,
    gestureSourceType: "mouse",
  });
  await line.detach();
}

// There and back over the columns, a step each frame; dropped where it came from.
async function drag(page, card, to) {
  await page.mouse.move(card.x + 40, card.y + 12);
  await page.mouse.down();
  const end = Date.now() + seconds * 1000;
  for (let step = 0; Date.now() < end; step++) {
    const share = (1 - Math.cos(step / 20)) / 2;
    await page.mouse.move(card.x + 40 + (to.x - card.x) * share, card.y + 12 + 200 * share);
    await page.waitForTimeout(8);
  }
  await page.mouse.move(card.x + 40, card.y + 250, { steps: 4 });
  await page.mouse.up();
}

// What the browser can do with as much text and nothing behind it.
function plain_table() {
  const style = "width: 200px; height: 37px";
  const cell = (at) => `<td style="${style}">Deal ${at}, Account ${at % 200}</td>`;
  const row = (_, at) => `<tr>${Array.from({ length: 6 }, () => cell(at)).join("")}</tr>`;
  return `<table style="table-layout: fixed">${Array.from({ length: 1000 }, row).join("")}</table>`;
}

async function measure_all(page) {
  const window_ = { x: 0, y: 0, width: 1440, height: 900 };
  await page.setContent(`<div style="height: 200000px">nothing to do</div>`);
  await measure(page, "an empty page, scrolled", () => scroll(page, window_));
  await page.setContent(plain_table());
  await measure(page, "a plain table, scrolled", () => scroll(page, window_));

  await page.goto("/deals/board?sort=amount");
  await page.locator("[data-card]").first().waitFor();
  const column = (name) => page.getByRole("region", { name, exact: true });
  const cards = await column("Qualification").locator("[data-scroller]").boundingBox();
  await measure(page, "the board, a column down", () => scroll(page, cards));
  await measure(page, "the board, the column up", () => scroll(page, cards, false));
  const card = await column("Qualification").locator("[data-card]").nth(2).boundingBox();
  const there = await column("Negotiation").boundingBox();
  await measure(page, "the board, a card dragged", () => drag(page, card, there));

  await page.goto("/deals?sort=-amount");
  await page.getByRole("row").nth(10).waitFor();
  const rows = await page.getByRole("grid").locator("xpath=..").boundingBox();
  await measure(page, "the list down", () => scroll(page, rows));
  await measure(page, "the list up", () => scroll(page, rows, false));
}

const late = setTimeout(() => {
  console.log(`took longer than ${limit_s} s`);
  process.exit(1);
}, limit_s * 1000);
const browser = await chromium.launch({
  executablePath: process.env.COMITY_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  args: flags,
});
const server = await new Server(await template("crowded")).start();
try {
  const ada = await (await Visitor.arrive(browser, server)).sign_in(server.administrator);
  console.log(`\n${crowd.toLocaleString("en")} open deals, ${seconds} s each, ${speed} pixels/s`);
  say("", ["frames/s", "p95 ms", "most ms", "late %", "work ms", "nodes"]);
  await measure_all(ada.page);
} finally {
  await server.stop();
  await browser.close();
  await remove_templates();
  clearTimeout(late);
}
