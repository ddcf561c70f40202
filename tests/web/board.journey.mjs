// A deal's way over the board: by mouse, by keyboard, won with its date, lost with its reason, and
// every step taken back. Totals move at once.
import assert from "node:assert/strict";

export const title = "board";
export const data = "demo";
export const limit_s = 400;

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/deals/board?sort=-amount");
  const { page } = ada;
  const column = (stage) => page.getByRole("region", { name: stage, exact: true });
  const count_in = async (stage) => {
    const head = column(stage).getByRole("heading", { name: stage }).locator("xpath=..");
    return Number((await head.locator("span").first().innerText()).replace(/\D/g, ""));
  };
  const has_count = (stage, count) =>
    column(stage)
      .getByRole("heading", { name: stage })
      .locator("xpath=..")
      .getByText(String(count), { exact: true })
      .waitFor();
  const first_card = (stage) => column(stage).locator("[data-card]").first();
  const stage_of = async (id) => {
    const deal = await api.get(`/deals/${id}`);
    return { stage: deal.stage, status: deal.status, deal };
  };

  await need("columns have count, sum and weighted sum of what the server counts", async () => {
    const { rows } = await api.get("/deals/aggregate?group=stage&measure=count,sum(amount)");
    for (const row of rows.filter((one) => one.stage === "qualification")) {
      await has_count("Qualification", row.count);
    }
    await column("Qualification")
      .getByText(/weighted/)
      .first()
      .waitFor();
  });

  let dragged;
  await check("a card dragged by mouse lands in the next column; totals follow", async () => {
    const before = await count_in("Prospecting");
    const there = await count_in("Qualification");
    const card = first_card("Prospecting");
    dragged = await card.getAttribute("data-card");
    const from = await card.boundingBox();
    const to = await column("Qualification").boundingBox();
    await page.mouse.move(from.x + 30, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y + 200, { steps: 12 });
    await page.mouse.up();
    await has_count("Prospecting", before - 1);
    await has_count("Qualification", there + 1);
    await ada.toast("is now in Qualification").waitFor();
    assert.equal((await stage_of(dragged)).stage, "qualification");
  });

  await check("the toast takes it back", async () => {
    await ada.undo_by_toast("is now in Qualification");
    await column("Prospecting").locator(`[data-card="${dragged}"]`).waitFor();
    assert.equal((await stage_of(dragged)).stage, "prospecting");
  });

  await check("a card moved by keyboard: space, arrow, space", async () => {
    const card = column("Prospecting").locator(`[data-card="${dragged}"]`);
    await card.focus();
    await page.keyboard.press("Space");
    await ada.is_told_of_drag("is over Prospecting.");
    await page.keyboard.press("ArrowRight");
    await ada.is_told_of_drag("is over Qualification.");
    await page.keyboard.press("Space");
    await column("Qualification").locator(`[data-card="${dragged}"]`).waitFor();
    await page.waitForFunction(
      (id) => document.activeElement?.getAttribute("data-card") === id,
      dragged,
    );
    assert.equal((await stage_of(dragged)).stage, "qualification");
  });

  await check("Z takes the last change back, and focus stays on the board", async () => {
    await ada.toast("is now in Qualification").first().waitFor();
    await page.keyboard.press("z");
    await column("Prospecting").locator(`[data-card="${dragged}"]`).waitFor();
    assert.equal((await stage_of(dragged)).stage, "prospecting");
  });

  let won_before;
  await check("winning asks for the date in place", async () => {
    won_before = await count_in("Won");
    const card = first_card("Negotiation");
    const id = await card.getAttribute("data-card");
    await card.focus();
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "Won" }).click();
    const asked = page.getByRole("dialog").filter({ hasText: "Won:" });
    await asked.getByText("Closed on").first().waitFor();
    await ada.has_no_axe_findings("winning");
    await asked.getByRole("button", { name: "Mark as won" }).click();
    await has_count("Won", won_before + 1);
    const { status, deal } = await stage_of(id);
    assert.equal(status, "won");
    assert.match(deal.closed_on, /^\d{4}-\d\d-\d\d$/);
  });

  await check("losing asks for the reason, and does not take none", async () => {
    const lost = await count_in("Lost");
    const card = first_card("Proposal");
    const id = await card.getAttribute("data-card");
    await card.focus();
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "Lost" }).click();
    const asked = page.getByRole("dialog").filter({ hasText: "Lost:" });
    await asked.getByRole("textbox", { name: /Lost reason/ }).fill("Too expensive for now");
    await asked.getByRole("button", { name: "Mark as lost" }).click();
    await has_count("Lost", lost + 1);
    await ada.toast("is now in Lost").waitFor(); // the card moves before the server has answered
    const { status, deal } = await stage_of(id);
    assert.equal(status, "lost");
    assert.equal(deal.lost_reason, "Too expensive for now");
  });

  await check("giving up leaves the card where it was", async () => {
    const card = first_card("Proposal");
    const id = await card.getAttribute("data-card");
    await card.focus();
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "Won" }).click();
    await page.getByRole("button", { name: "Leave it where it was" }).click();
    await column("Proposal").locator(`[data-card="${id}"]`).waitFor();
    assert.equal((await stage_of(id)).stage, "proposal");
  });

  await check("the dashboard counts the won deal, and its figure opens the rows", async () => {
    await ada.go("/dashboard?period=all");
    const expected = await api.count("deals", 'status = "won"');
    const figures = page.getByRole("region", { name: "Pipeline in figures" });
    await figures.getByText(`${expected} deals`).waitFor();
    await figures.getByRole("link").filter({ hasText: /€|M|K/ }).nth(2).click();
    await page.waitForURL(/\/deals\?/);
    await ada.settled();
    await page.getByText(String(expected), { exact: true }).first().waitFor();
  });

  await check("back from the rows stands on the dashboard again", async () => {
    await page.goBack();
    await page.waitForURL(/\/dashboard/);
  });

  await check("a card opens beside the board; Escape closes it and gives focus back", async () => {
    await ada.go("/deals/board");
    await first_card("Proposal").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Side panel" }).waitFor();
    assert.match(page.url(), /panel|open/);
    await page.keyboard.press("Escape");
    await page.getByRole("complementary", { name: "Side panel" }).waitFor({ state: "detached" });
  });
}
