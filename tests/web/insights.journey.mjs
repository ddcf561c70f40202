// What can be asked: found, opened by mouse and by keyboard, narrowed, drilled into, taken along;
// and how it looks to somebody from whom amounts are hidden, and on a phone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { phone } from "./harness/visitor.mjs";

export const title = "insights";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/my-day");
  const { page } = ada;
  const main = page.getByRole("main");
  const answer = (name, query = "") => api.get(`/insights/${name}${query}`);

  await need("insights stand in the navigation, by what they are about", async () => {
    await page.getByRole("link", { name: "Insights" }).first().click();
    await page.waitForURL("**/insights");
    const { insights } = await api.get("/insights");
    const section = page.getByRole("region", { name: "Deals" });
    for (const insight of insights) {
      await section.getByRole("link", { name: new RegExp(`^${insight.label}`) }).waitFor();
    }
    await ada.has_no_axe_findings("insights");
  });

  await check("one opens by mouse: sentence, chart, table, and how it is counted", async () => {
    await page.getByRole("link", { name: /^Won value by owner/ }).click();
    await page.waitForURL("**/insights/won_by_owner");
    await page.getByRole("heading", { level: 1, name: "Won value by owner" }).waitFor();
    const { rows } = await answer("won_by_owner");
    const chart = page.getByRole("figure", { name: "Won value by owner" });
    await chart.getByRole("heading", { name: /holds .+% of won value/ }).waitFor();
    const table = page.getByRole("table");
    assert.equal(await table.locator("tbody tr").count(), rows.length);
    await table.getByRole("row", { name: /^Total/ }).waitFor();
    await page.getByRole("region", { name: "How this is counted" }).waitFor();
    await ada.has_no_axe_findings("an insight");
  });

  await check("the palette finds it by its words, and the keyboard opens it", async () => {
    await ada.go("/my-day");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().fill("lost deals by");
    await page.getByRole("option", { name: /Lost deals by reason/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/insights/lost_by_reason");
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await page.waitForURL("**/insights");
    await page.getByRole("link", { name: /^Win rate/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/insights/win_rate");
  });

  await check("inputs narrow it and stand in the address", async () => {
    await ada.go("/insights/won_by_owner");
    await page.getByRole("combobox", { name: "Period" }).selectOption("last_year");
    await page.waitForURL(/period=last_year/);
    await page.getByText("Mine", { exact: true }).click();
    await page.waitForURL(/owner=me/);
    const asked = await answer("won_by_owner", "?period=last_year&owner=me");
    await page.waitForFunction(
      (count) => document.querySelectorAll("main tbody tr").length === count,
      asked.rows.length,
    );
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("owner=me"));
    await page.reload();
    assert.equal(await page.getByRole("combobox", { name: "Period" }).inputValue(), "last_year");
  });

  await check("own dates are asked for as such", async () => {
    await page.getByRole("combobox", { name: "Period" }).selectOption("custom");
    await page.waitForURL(/from=\d{4}-01-01&to=/);
    await page.getByRole("textbox", { name: "From" }).waitFor();
    assert.ok(!page.url().includes("period="));
  });

  await check("a figure opens its rows, and back stands on the insight again", async () => {
    await ada.go("/insights/won_by_owner");
    const { rows } = await answer("won_by_owner");
    const [first] = rows;
    await page.getByRole("table").getByRole("link", { name: first.owner }).click();
    await page.waitForURL(/\/deals\?filter=/);
    await page
      .locator("[aria-live=polite]")
      .getByText(first.count.toLocaleString("en"), { exact: true })
      .waitFor();
    await page.goBack();
    await page.waitForURL("**/insights/won_by_owner*");
  });

  await check("the forecast is split and drawn as it is picked", async () => {
    await ada.go("/insights/forecast");
    await page.getByRole("combobox", { name: "In steps of" }).selectOption("quarter");
    await page.waitForURL(/grain=quarter/);
    await page.getByRole("combobox", { name: "Split by" }).selectOption("stage");
    await page.waitForURL(/by=stage/);
    const asked = await answer("forecast", "?grain=quarter&by=stage");
    await page.getByRole("columnheader", { name: "Stage" }).waitFor();
    await page.waitForFunction(
      (count) => document.querySelectorAll("main tbody tr").length === count,
      asked.rows.length,
    );
    await ada.has_no_axe_findings("forecast");
  });

  await check("the table is taken along as CSV", async () => {
    await ada.go("/insights/won_by_product?period=all");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export as CSV" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    assert.match(text, /Product,Deals,Value \(EUR\)/);
  });

  await check("a deal that somebody else wins is in the figures without a reload", async () => {
    await ada.go("/insights/win_rate");
    await ada.settled();
    const before = (await answer("win_rate")).rows[0].count;
    const deal = await api.first("deals", 'status = "open"');
    await api.patch(`/deals/${deal.id}`, { stage: "won" });
    const row = page.getByRole("row", { name: /^Won/ });
    await row.getByText(String(before + 1), { exact: true }).waitFor();
  });

  await check("amounts without a rate are named, with the way to set one", async () => {
    await api.post("/deals", { name: "In yen", amount: { amount: "5000", currency: "JPY" } });
    await ada.go("/dashboard");
    const figures = page.getByRole("region", { name: "Pipeline in figures" });
    await figures.getByText(/Amounts in .*JPY.* are left out/).waitFor();
    await figures.getByRole("link", { name: "Set a rate" }).click();
    await page.waitForURL("**/currencies");
  });

  await check("a card of the dashboard opens its insight, with the same inputs", async () => {
    await ada.go("/dashboard?period=this_year");
    await page.getByRole("link", { name: "Open Won value by owner" }).click();
    await page.waitForURL(/\/insights\/won_by_owner\?period=this_year/);
  });

  await check("a moment of the past goes along", async () => {
    await ada.go("/insights/open_by_stage?as_of=2026-07-01T12:00:00Z");
    await page.getByRole("region", { name: "Time travel" }).waitFor();
    const links = await main
      .locator("a[href*='/deals?']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(links.length > 0);
    assert.ok(links.every((link) => link.includes("as_of=2026-07-01T12:00:00Z")));
  });

  const { id: role } = await api.first("roles", 'key = "rep"');
  await api.patch(`/roles/${role}`, { hidden_fields: { deal: ["amount"] } });
  const lena = await server.invite_known(api, "Lena Brook");
  const rep = await (await arrive()).sign_in(lena, "/dashboard");
  await check("who may not see amounts has the same dashboard without them", async () => {
    const figures = rep.page.getByRole("region", { name: "Pipeline in figures" });
    await figures.getByText("Win rate").waitFor();
    assert.equal(await figures.getByText("Open value", { exact: true }).count(), 0);
    await figures.getByText(/Your role does not show what these stand on: Open value/).waitFor();
    assert.deepEqual(await rep.page.getByRole("main").getByRole("alert").allInnerTexts(), []);
    assert.equal(await rep.page.getByRole("main").getByText(/€/).count(), 0);
    await rep.has_no_axe_findings("dashboard without amounts");
  });

  await check("and the same insights", async () => {
    await rep.go("/insights/won_by_month");
    await rep.page.getByRole("columnheader", { name: "Deals" }).waitFor();
    assert.equal(await rep.page.getByRole("columnheader", { name: "Value" }).count(), 0);
    await rep.page.getByText(/does not show what these stand on: Value/).waitFor();
  });

  const small = await (await arrive({ size: phone, touch: true })).sign_in(administrator);
  await check("on a phone they fit", async () => {
    const paths = ["/insights", "/insights/won_by_owner", "/insights/forecast", "/dashboard"];
    for (const path of paths) {
      await small.go(path);
      await small.settled();
      await small.fits(path);
    }
    await small.has_no_axe_findings("dashboard on a phone");
  });

  await check("in German nothing is English", async () => {
    await api.patch("/me", { language: "de" });
    await ada.go("/insights/won_by_owner");
    const name = "Gewonnener Wert nach Zuständigen";
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByRole("columnheader", { name: "Wert" }).waitFor();
    await page.getByText(/hält .+ von dem gewonnenen Wert|alles von dem gewonnenen Wert/).waitFor();
    await ada.has_no_axe_findings("an insight in German");
  });
}
