// A list of thousands: chips and text as the same filter, views with a name, all that match changed
// at once and taken back, columns, sorting, paging by scrolling.
import assert from "node:assert/strict";
import { maven } from "./harness/place.mjs";
import { until } from "./harness/until.mjs";

export const title = "lists";
export const data = maven ? "maven" : "demo";
export const limit_s = 400;

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/deals");
  const { page } = ada;
  const shown_count = (count) =>
    page.locator("[aria-live=polite]").getByText(count.toLocaleString("en"), { exact: true });
  const grid = page.getByRole("grid");
  const all = await api.count("deals");
  const won = await api.count("deals", 'status = "won"');

  await need("the list says how many there are and shows the first", async () => {
    await shown_count(all).waitFor();
    assert.ok((await grid.getByRole("row").count()) > 15);
  });

  await check("scrolling reads on", async () => {
    await page.getByRole("gridcell").first().hover();
    // Further than the first page of a hundred.
    await until(async () => {
      await page.mouse.wheel(0, 1500);
      await ada.has_done_its_turn();
      return page.evaluate(() =>
        [...document.querySelectorAll("[role=row]")].some((row) => row.ariaRowIndex > 110),
      );
    }, "a row of the second page");
  });

  await check("a filter as a chip, picked and applied", async () => {
    await ada.go("/deals");
    await page.keyboard.press("/");
    await page.getByRole("textbox", { name: "Filter by …" }).fill("Status");
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog");
    await form.getByRole("combobox", { name: "Status" }).click();
    await page.getByRole("option", { name: "Won" }).click();
    await ada.has_no_axe_findings("filter chip");
    await form.getByRole("button", { name: "Apply" }).click();
    await shown_count(won).waitFor();
    assert.match(decodeURIComponent(page.url()), /status\W+"won"/);
  });

  await check("the same filter as text, made narrower", async () => {
    await page.getByRole("button", { name: "Filter as text" }).click();
    const text = page.getByRole("textbox", { name: "Filter as text" });
    assert.match(await text.inputValue(), /status = "won"/);
    await text.fill('status = "won" AND amount >= 1000');
    await text.press("Enter");
    await shown_count(await api.count("deals", 'status = "won" AND amount >= 1000')).waitFor();
  });

  await check("a filter that cannot be read says where, and nothing is lost", async () => {
    ada.expect_refusal("400 /api/v1/deals", "422 /api/v1/deals");
    const text = page.getByRole("textbox", { name: "Filter as text" });
    await text.fill("stattus = = 5");
    await text.press("Enter");
    await page.locator("[aria-invalid=true]").waitFor();
    assert.equal(await text.inputValue(), "stattus = = 5");
    await text.fill('status = "won" AND amount >= 1000');
    await text.press("Enter");
    await page.locator("[aria-invalid=true]").waitFor({ state: "detached" });
  });

  await check("back goes through the filters", async () => {
    await page.goBack();
    await page.goBack();
    await shown_count(await api.count("deals", 'status = "won" AND amount >= 1000')).waitFor();
  });

  await check("a view is saved with its filter and found again", async () => {
    await ada.go('/deals?filter=status = "won" AND amount >= 1000&sort=-amount');
    await page.getByRole("button", { name: /All Deals/ }).click();
    await page.getByText("Save as a view …").click();
    await page.getByRole("textbox", { name: "Name of the view" }).fill("Large wins");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await ada.toast("View “Large wins” saved").waitFor();
    await ada.go("/deals");
    await shown_count(all).waitFor();
    await page.getByRole("button", { name: /All Deals/ }).click();
    await page.getByText("Large wins").first().click();
    await shown_count(await api.count("deals", 'status = "won" AND amount >= 1000')).waitFor();
    assert.match(page.url(), /sort=-amount/);
  });

  await check("sorting by a column head", async () => {
    await ada.go("/deals");
    await page.getByRole("columnheader", { name: "Amount" }).getByRole("button").click();
    await page.waitForURL(/sort=/);
    await ada.settled();
  });

  await check("all that match are changed at once", async () => {
    const filter = 'status = "open"';
    const matching = await api.count("deals", filter);
    await ada.go(`/deals?filter=${filter}`);
    await shown_count(matching).waitFor();
    await page.getByRole("checkbox", { name: "Select all Deals" }).check();
    const bar = page.getByRole("toolbar", { name: "With the selected rows" });
    const everything = bar.getByRole("button", { name: /Select all .* that match/ });
    if (await everything.isVisible()) await everything.click();
    await bar.getByRole("button", { name: "Set a field" }).click();
    await page.getByRole("combobox", { name: "Field" }).selectOption({ label: "Competitor" });
    await page.getByRole("textbox", { name: "Competitor" }).fill("Initech");
    await ada.has_no_axe_findings("bulk");
    await page.getByRole("button", { name: "Apply" }).click();
    await ada.toast(/records? changed/).waitFor({ timeout: 60_000 });
    assert.equal(await api.count("deals", 'competitor = "Initech"'), matching);
  });

  await check("and taken back at once", async () => {
    await ada.undo_by_toast(/records? changed/);
    assert.equal(await api.count("deals", 'competitor = "Initech"'), 0);
  });

  await check("rows are selected by keyboard and go to the bin and back", async () => {
    await ada.go("/deals?sort=name");
    await page.getByRole("gridcell").first().waitFor();
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+J");
    await page.keyboard.press("Shift+J");
    await page.getByText("3 selected").waitFor();
    await page.getByRole("button", { name: "To the bin" }).click();
    await ada.toast("3 records moved to the bin").waitFor();
    await shown_count(all - 3).waitFor();
    await ada.undo_by_toast("3 records moved to the bin");
    await shown_count(all).waitFor();
  });

  await check("the list as it was yesterday is empty of what came today", async () => {
    if (!maven) return;
    await ada.go("/deals?as_of=2016-01-01");
    await page
      .getByText(/no Deals/i)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Back to now" }).click();
    await shown_count(all).waitFor();
  });
}
