// Ten thousand open deals: the board and the list hold only what is in sight, however deep somebody
// scrolls, and a card from down there lands where it is dropped.
import assert from "node:assert/strict";
import { crowd } from "./harness/templates.mjs";

export const title = "crowd";
export const data = "crowded";
export const limit_s = 360;

const stages = ["Prospecting", "Qualification", "Proposal", "Negotiation"];
const each = crowd / stages.length;
const most_nodes = 3000;
// A window's height of cards or rows, and what is drawn ahead of it.
const most_cards = 40;
const most_rows = 60;

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/deals/board?sort=amount");
  const { page } = ada;
  const column = page.getByRole("region", { name: "Qualification", exact: true });
  const other = page.getByRole("region", { name: "Proposal", exact: true });
  const cards = column.locator("[data-scroller]");
  const nodes = () => page.evaluate(() => document.getElementsByTagName("*").length);
  const head_of = (region, name) => region.getByRole("heading", { name }).locator("xpath=..");
  const has_count = (region, name, count) =>
    head_of(region, name).getByText(count.toLocaleString("en"), { exact: true }).waitFor();
  // To the end of what is loaded, again and again, until so much lies above.
  const scroll_to = (box, pixels) =>
    box.evaluate(async (element, wanted) => {
      const end = Date.now() + 30_000;
      while (element.scrollTop < wanted && Date.now() < end) {
        element.scrollTop = Math.min(wanted, element.scrollHeight);
        await new Promise((frame) => requestAnimationFrame(frame));
      }
      return element.scrollTop;
    }, pixels);

  await need("every column counts its deals and draws a window of them", async () => {
    await has_count(column, "Qualification", each);
    await has_count(other, "Proposal", each);
    for (const stage of stages) {
      const drawn = page.getByRole("region", { name: stage, exact: true }).locator("[data-card]");
      await drawn.first().waitFor();
      assert.ok((await drawn.count()) < most_cards, `${stage} draws ${await drawn.count()} cards`);
    }
    assert.ok((await nodes()) < most_nodes, `${await nodes()} nodes`);
  });

  const deep = 60_000;
  await need("six hundred cards further there are as few, and the right ones", async () => {
    assert.ok((await scroll_to(cards, deep)) >= deep);
    await column.getByRole("link", { name: "Deal 02577", exact: true }).waitFor();
    assert.equal(await column.getByRole("link", { name: "Deal 00001", exact: true }).count(), 0);
    assert.ok((await column.locator("[data-card]").count()) < most_cards);
    assert.ok((await nodes()) < most_nodes, `${await nodes()} nodes`);
  });

  await check("a card dragged from there lands, and nothing else moves", async () => {
    const card = column.getByRole("link", { name: "Deal 02577", exact: true });
    const id = await card.getAttribute("data-card");
    const before = await cards.evaluate((element) => element.scrollTop);
    const from = await card.boundingBox();
    const to = await other.boundingBox();
    await page.mouse.move(from.x + 30, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 20, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y + 300, { steps: 12 });
    await page.mouse.up();
    await has_count(column, "Qualification", each - 1);
    await has_count(other, "Proposal", each + 1);
    await ada.toast("is now in Proposal").waitFor();
    assert.equal((await api.get(`/deals/${id}`)).stage, "proposal");
    assert.equal(await api.count("deals", 'stage = "qualification"'), each - 1);
    assert.equal(await api.count("deals", 'stage = "proposal"'), each + 1);
    const after = await cards.evaluate((element) => element.scrollTop);
    assert.ok(Math.abs(after - before) < 200, `the column jumped from ${before} to ${after}`);
    await column.getByRole("link", { name: "Deal 02581", exact: true }).waitFor();
    assert.ok((await nodes()) < most_nodes, `${await nodes()} nodes`);
  });

  await check("a drag given up, or ended where it began, changes and opens nothing", async () => {
    const card = column.locator("[data-card]").nth(8);
    const id = await card.getAttribute("data-card");
    const { version } = await api.get(`/deals/${id}`);
    const here = page.url();
    const written = [];
    const note = (request) => request.method() !== "GET" && written.push(request.url());
    page.on("request", note);
    for (const give_up of [true, false]) {
      const from = await card.boundingBox();
      await page.mouse.move(from.x + 30, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(from.x + 200, from.y + 60, { steps: 6 });
      await page.mouse.move(from.x + 30, from.y + 8, { steps: 6 });
      if (give_up) await page.keyboard.press("Escape");
      await page.mouse.up();
      await ada.has_done_its_turn();
      assert.equal(page.url(), here);
      await card.waitFor();
    }
    // A click is one again.
    await card.click();
    await page.waitForURL(/panel=/);
    await ada.settled();
    page.off("request", note);
    assert.deepEqual(written, []);
    assert.equal((await api.get(`/deals/${id}`)).version, version);
    await page.keyboard.press("Escape");
  });

  await check("the list draws a window of rows, a thousand rows down too", async () => {
    await ada.go("/deals?sort=-amount");
    const grid = page.getByRole("grid");
    await grid.getByRole("row").nth(10).waitFor();
    const at_first = await grid.getByRole("row").count();
    assert.ok(at_first > 15 && at_first < most_rows, `${at_first} rows`);
    const box = grid.locator("xpath=..");
    assert.ok((await scroll_to(box, 40_000)) >= 40_000);
    await grid.locator("[aria-rowindex='1010']").getByText("Deal 01008", { exact: true }).waitFor();
    assert.ok((await grid.getByRole("row").count()) < most_rows);
    assert.equal(await grid.getByText("Deal 00000", { exact: true }).count(), 0);
    assert.ok((await nodes()) < most_nodes, `${await nodes()} nodes`);
  });
}
