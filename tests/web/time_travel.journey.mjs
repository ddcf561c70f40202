// Looking at earlier moments: list, record, related records, board and dashboard; what changed
// since, and putting it back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { phone } from "./harness/visitor.mjs";

export const title = "time travel";
export const data = "demo";
export const limit_s = 480;

// A deal with three moments: made, moved to another account, raised.
async function make_history(api) {
  const [one, other] = await api.list("accounts", "", 2);
  const deal = await api.post("/deals", { name: "Slide rule", account: one.id, amount: "100" });
  const moved = await api.patch(`/deals/${deal.id}`, { account: other.id });
  const note = { kind: "call", subject: "A call after the move" };
  await api.post("/activities", { ...note, about: { object: "deal", id: deal.id } });
  await api.patch(`/deals/${deal.id}`, { amount: "900", next_step: "Sign" });
  return { deal, one, other, moved };
}

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const { deal, one, other, moved } = await make_history(api);
  const ada = await (await arrive()).sign_in(administrator, `/deals/${deal.id}`);
  const { page } = ada;
  const band = page.getByRole("region", { name: "Time travel" });
  const slider = page.getByRole("slider", { name: "The day that is shown" });
  const as_of = () => new URL(page.url()).searchParams.get("as_of");
  const day_shown = () => slider.getAttribute("aria-valuetext");
  const now_of = () => api.get(`/deals/${deal.id}`);

  await check("now nothing says that it is the past", async () => {
    assert.equal(await band.count(), 0);
    assert.equal(await page.locator("[data-past]").count(), 0);
  });

  await check("a record at a moment: its values, its timeline, its band", async () => {
    await ada.go(`/deals/${deal.id}?as_of=${moved.updated_at}`);
    await band.getByText(/^As it was on/).waitFor();
    await band.getByText(/After “Edited deal Slide rule”/).waitFor();
    await page.locator("[data-past]").waitFor();
    await page.getByRole("main").getByText("€100").first().waitFor();
    assert.equal(await page.getByText("€900").count(), 0);
    assert.equal(await page.getByText("A call after the move").count(), 0);
    await ada.has_no_axe_findings("record in the past");
  });

  await check("references in the timeline are titles, not ids", async () => {
    const timeline = page.getByRole("region", { name: "Timeline" });
    await timeline.getByText(other.name).first().waitFor();
    await timeline.getByText(one.name).first().waitFor();
    assert.doesNotMatch(await timeline.textContent(), /[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  await check("nothing can be changed there, and C says why", async () => {
    assert.equal(await page.getByRole("button", { name: /^Edit / }).count(), 0);
    assert.equal(await page.locator("[data-composer]").count(), 0);
    assert.equal(await page.getByRole("button", { name: /^Add / }).count(), 0);
    await page.keyboard.press("c");
    await ada.toast("The past cannot be changed").first().waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.getByRole("button", { name: "Create", exact: true }).click({ force: true });
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  await check("next and previous change step along, and Back goes back", async () => {
    await band.getByRole("button", { name: "Next change" }).click();
    await page.getByRole("main").getByText("€900").first().waitFor();
    await band.getByRole("button", { name: "Next change" }).isDisabled();
    await page.goBack();
    await page.getByRole("main").getByText("€100").first().waitFor();
    await band.getByRole("button", { name: "Previous change" }).click();
    await page.waitForFunction((at) => location.search.includes(at), deal.created_at);
    await page.getByRole("main").getByText(one.name).first().waitFor();
  });

  await check("what changed since then, field by field; one is put back and undone", async () => {
    await ada.go(`/deals/${deal.id}?as_of=${moved.updated_at}`);
    await page.getByRole("button", { name: /fields have changed since then/ }).click();
    const since = page.getByRole("region", { name: "What changed since then" });
    await since.getByRole("row", { name: /Amount €100 €900/ }).waitFor();
    await since.getByRole("button", { name: "Put this back: Amount" }).click();
    await ada.toast("Put back: Amount").waitFor();
    await since.getByRole("row", { name: /Amount/ }).waitFor({ state: "detached" });
    const put_back = await now_of();
    assert.equal(put_back.amount.amount, "100.00");
    assert.equal(put_back.next_step, "Sign");
    await ada.undo_by_toast("Put back: Amount");
    assert.equal((await now_of()).amount.amount, "900.00");
  });

  await check("all of them are put back in one step", async () => {
    await page.getByRole("button", { name: "Put all of them back" }).click();
    await ada
      .toast(/^Put back: /)
      .last()
      .waitFor();
    await page.getByText("Nothing has changed since then.").waitFor();
    const put_back = await now_of();
    assert.equal(put_back.amount.amount, "100.00");
    assert.equal(put_back.next_step, null);
    assert.equal(put_back.account, other.id);
    await ada.undo_by_toast(/^Put back: .*,/);
    // Another "Undone" may stand there still.
    await page.getByRole("button", { name: /fields have changed since then/ }).waitFor();
    assert.equal((await now_of()).next_step, "Sign");
  });

  await check("before it was made it says so, and leads to its beginning", async () => {
    ada.expect_refusal(`404 /api/v1/deals/${deal.id}`);
    await ada.go(`/deals/${deal.id}?as_of=2020-01-01T00:00:00Z`);
    await page.getByText(/^Deal: not there on/).waitFor();
    await page.getByRole("button", { name: /^To when it was made/ }).click();
    await page.getByRole("heading", { name: "Slide rule" }).waitFor();
  });

  await check("the moment goes along from record to list, not to settings", async () => {
    const moment = as_of();
    await page.getByRole("main").getByRole("link", { name: one.name }).first().click();
    await page.getByRole("heading", { name: one.name }).waitFor();
    assert.equal(as_of(), moment);
    await page.getByRole("region", { name: "Deals" }).getByText("Slide rule").waitFor();
    await page.getByRole("link", { name: "Contacts" }).first().click();
    await page.getByRole("grid").waitFor();
    assert.equal(as_of(), moment);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.waitForURL("**/settings*");
    assert.equal(as_of(), null);
    assert.equal(await band.count(), 0);
  });

  await check("related records are those of that moment", async () => {
    await ada.go(`/accounts/${other.id}?as_of=${deal.created_at}`);
    const deals = page.getByRole("region", { name: "Deals" });
    await deals.waitFor();
    assert.equal(await deals.getByText("Slide rule").count(), 0);
    await ada.go(`/accounts/${other.id}?as_of=${moved.updated_at}`);
    await deals.getByText("Slide rule").waitFor();
  });

  await check(
    "Shift+T opens the slider; arrows go by day, with Shift by week and month",
    async () => {
      await ada.go("/deals");
      await page.getByRole("grid").waitFor();
      await page.keyboard.press("Shift+T");
      await slider.waitFor();
      await page.waitForFunction(() => document.activeElement?.matches("[data-time-slider]"));
      // How far back it goes is known when the days are.
      await page.locator("svg[data-marks]:not([data-marks='0'])").waitFor();
      const place = async () => Number(await slider.inputValue());
      const start = await place();
      await page.keyboard.press("ArrowLeft");
      assert.equal(await place(), start - 1);
      await page.keyboard.press("Shift+ArrowLeft");
      assert.equal(await place(), start - 8);
      await page.keyboard.press("Shift+ArrowDown");
      assert.equal(await place(), start - 38);
      const shown = (await day_shown()).replace(/^\w+,? /, "");
      await band.getByText(shown).first().waitFor();
      // At rest the address follows.
      await page.waitForFunction((day) => {
        const at = new Date(new URLSearchParams(location.search).get("as_of"));
        const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
        return at.toLocaleDateString("en-GB", style) === day;
      }, shown);
      const expected = await api.get(`/deals?as_of=${as_of()}&count=exact&limit=1`);
      await page.getByText(String(expected.count), { exact: true }).first().waitFor();
      assert.ok(expected.count < (await api.count("deals")), "there were fewer deals then");
    },
  );

  await check("the slider is marked where something changed", async () => {
    const marks = await page.locator("svg[data-marks]").getAttribute("data-marks");
    assert.ok(Number(marks) > 10, `${marks} marks`);
    await ada.has_no_axe_findings("list in the past");
  });

  await check("rows cannot be chosen or edited, and the export says its day", async () => {
    await page.getByRole("gridcell").first().click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("x");
    assert.equal(await page.getByText(/selected$/).count(), 0);
    await ada.toast("The past cannot be changed").first().waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    const file = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Export as CSV" }).click();
    const download = await file;
    assert.match(download.suggestedFilename(), /^deals_as_of_\d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await download.path(), "utf8");
    const { count } = await api.get(`/deals?as_of=${as_of()}&count=exact&limit=1`);
    assert.equal(text.trim().split("\n").length, count + 1);
    assert.doesNotMatch(text, /Slide rule/);
  });

  await check("the slider at its end is now, and the focus is kept on the screen", async () => {
    await slider.focus();
    await page.keyboard.press("End");
    await band.waitFor({ state: "detached" });
    assert.equal(as_of(), null);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  });

  await check("the board has the totals of that moment and no card moves", async () => {
    const then = "2026-07-01T12:00:00Z";
    const moment = await api.get(`/deals/aggregate?group=stage&measure=count&as_of=${then}`);
    await ada.go(`/deals/board?as_of=${then}`);
    const count_of = (key) => moment.rows.find((row) => row.stage === key)?.count ?? 0;
    const column = page.locator("[data-column=prospecting]");
    await column
      .getByText(String(count_of("prospecting")), { exact: true })
      .first()
      .waitFor();
    assert.equal(await page.getByRole("button", { name: /^Add|New Deal/ }).count(), 0);
    await page.locator("[data-card]").first().focus();
    await page.keyboard.press("Shift+ArrowRight");
    await ada.toast("The past cannot be changed").first().waitFor();
    assert.equal(await ada.toast(/moved/i).count(), 0);
    await ada.has_no_axe_findings("board in the past");
  });

  await check("the dashboard too, and its figures open rows of that moment", async () => {
    await page.getByRole("link", { name: "Dashboard" }).first().click();
    await page.waitForURL("**/dashboard*");
    assert.equal(as_of(), "2026-07-01T12:00:00Z");
    await band.waitFor();
    await page.waitForFunction(
      () => document.querySelectorAll("main a[href*='/deals?']").length > 3,
    );
    const links = await page
      .locator("main a[href*='/deals?']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(
      links.every((link) => link.includes("as_of=2026-07-01T12:00:00Z")),
      links.join(" "),
    );
  });

  await check("the palette knows only the present and creates nothing", async () => {
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog");
    await palette.getByText(/Search knows only the present/).waitFor();
    const answered = page.waitForResponse((answer) =>
      /[?&]q=create(\+|%20)deal&/.test(answer.url()),
    );
    await page.keyboard.type("create deal");
    await (await answered).finished();
    await ada.has_done_its_turn();
    assert.equal(await palette.getByRole("option", { name: /Create Deal/ }).count(), 0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Back to now" }).click();
    await band.waitFor({ state: "detached" });
  });

  const small = await (await arrive({ size: phone, touch: true })).sign_in(administrator);
  await check("on a phone the band fits and leads back", async () => {
    for (const path of [`/deals/${deal.id}`, "/deals", "/deals/board", "/dashboard"]) {
      await small.go(`${path}?as_of=${moved.updated_at}`);
      await small.page.getByRole("region", { name: "Time travel" }).waitFor();
      await small.fits(path);
    }
    await small.has_no_axe_findings("phone in the past");
    await small.page.getByRole("button", { name: "Back to now" }).click();
    await small.page.waitForFunction(() => !location.search.includes("as_of"));
  });
}
