// The history of everything and of one record: filters, pages, keys, undo and its states, and the
// way to the moments before and after.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "history";
export const data = "demo";
export const limit_s = 480;

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const mia = await server.invite_known(api, "Mia Hartmann", "administrator");
  const hers = await server.person(mia);
  const [one, other] = await api.list("accounts", "", 2);
  const deal = await api.post("/deals", { name: "Abacus", account: one.id, amount: "1000" });
  await hers.patch(`/deals/${deal.id}`, { account: other.id, amount: "2500.50" });
  const ada = await (await arrive()).sign_in(administrator, "/history");
  const { page } = ada;
  const main = page.getByRole("main");
  const entry = (label) => main.getByRole("listitem", { name: label, exact: true });
  const words = page.getByRole("textbox", { name: "Words of the change" });
  const search = () => new URL(page.url()).searchParams;

  await check(
    "entries say who, what, through what and when, in the words of the fields",
    async () => {
      const edited = entry("Edited deal Abacus").first();
      await edited.getByText("Mia Hartmann").first().waitFor();
      await edited.getByText(one.name).first().waitFor();
      await edited.getByText(other.name).first().waitFor();
      await edited.getByText("€1,000").waitFor();
      await edited.getByText("€2,500.50").waitFor();
      assert.doesNotMatch(await main.textContent(), /[0-9a-f]{8}-[0-9a-f]{4}-/);
      await ada.has_no_axe_findings("history");
    },
  );

  await check("words, person, object and period narrow it down, all in the address", async () => {
    await words.fill("abacus");
    await entry("Created deal Abacus").waitFor();
    await page.waitForFunction(() => location.search.includes("q=abacus"));
    await page.waitForFunction(() => document.querySelectorAll("[data-change]").length === 2);
    await page.getByRole("combobox", { name: "By whom" }).click();
    await page.getByRole("combobox", { name: "By whom" }).fill("Mia");
    await page.getByRole("option", { name: /Mia Hartmann/ }).click();
    await entry("Created deal Abacus").waitFor({ state: "detached" });
    await entry("Edited deal Abacus").waitFor();
    await page.getByRole("combobox", { name: "Kind of record" }).selectOption("account");
    await page.getByText("No change matches.").waitFor();
    assert.equal(search().get("object"), "account");
    await page.goBack();
    await entry("Edited deal Abacus").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForFunction(() => location.search === "");
    assert.equal(await words.inputValue(), "");
  });

  await check("a period of long ago is found, and has nothing of today", async () => {
    const old = (await api.get("/changes?until=2026-06-01&limit=1")).changes[0];
    await ada.go(`/history?until=${old.at.slice(0, 10)}`);
    await entry(old.label).first().waitFor();
    assert.equal(await main.getByText("Abacus").count(), 0);
  });

  await check("J and K walk, Enter opens all records, Z undoes the entry", async () => {
    await ada.go("/history?q=abacus");
    await entry("Edited deal Abacus").waitFor();
    await page.keyboard.press("j");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assert.equal(await focused(), "Edited deal Abacus");
    await page.keyboard.press("j");
    assert.equal(await focused(), "Created deal Abacus");
    await page.keyboard.press("Enter");
    await entry("Created deal Abacus").getByRole("button", { name: "Hide what changed" }).waitFor();
    await page.keyboard.press("k");
    await page.keyboard.press("z");
    await ada.toast("Undone").first().waitFor();
    assert.equal((await api.get(`/deals/${deal.id}`)).account, one.id);
  });

  await check("what is undone says by whom, and can be done again", async () => {
    const edited = entry("Edited deal Abacus");
    await edited.getByText(/^Undone by Ada Lindholm, /).waitFor();
    await entry("Undid: Edited deal Abacus").getByText("Takes back an earlier change").waitFor();
    await edited.getByRole("button", { name: /^Do it again/ }).click();
    await edited.getByText(/^Undone by/).waitFor({ state: "detached" });
    assert.equal((await api.get(`/deals/${deal.id}`)).account, other.id);
  });

  await check("just before and just after lead to the record at that moment", async () => {
    const before = "As it was just before: Edited deal Abacus";
    await entry("Edited deal Abacus").getByRole("link", { name: before }).click();
    await page.getByRole("region", { name: "Time travel" }).waitFor();
    await main.getByText("€1,000").first().waitFor();
    assert.equal(await main.getByText("€2,500.50", { exact: true }).count(), 0);
    await page.goBack();
    const after = "As it was just after: Edited deal Abacus";
    await entry("Edited deal Abacus").getByRole("link", { name: after }).click();
    await main.getByText("€2,500.50").first().waitFor();
    await main.getByText(other.name).first().waitFor();
  });

  await check("somebody else's change glides in on top by itself", async () => {
    await ada.go(`/deals/${deal.id}/history`);
    await entry("Edited deal Abacus").waitFor();
    await hers.patch(`/deals/${deal.id}`, { next_step: "Count the beads" });
    await main.getByText("Count the beads").waitFor();
    const first = main.getByRole("listitem").filter({ hasText: "Undo" }).first();
    assert.match(await first.textContent(), /Count the beads/);
    assert.equal(await first.getAttribute("data-arrived"), "true");
    await ada.has_no_axe_findings("history of a record");
  });

  await check("a change of many records opens page by page", async () => {
    const body = { filter: "amount > 0", set: { competitor: "Initech" } };
    const { matched } = await api.post("/deals/bulk", body);
    assert.ok(matched > 200, `${matched} deals`);
    await ada.go("/history?object=deal");
    const bulk = main
      .getByRole("listitem")
      .filter({ hasText: `${matched} records` })
      .first();
    await bulk.getByRole("button", { name: "Show what changed" }).click();
    await bulk.getByText(`200 of ${matched} records`).waitFor();
    await bulk.getByRole("button", { name: "Show more records" }).click();
    await bulk.getByText(`200 of ${matched} records`).waitFor({ state: "detached" });
  });

  await check("a history that cannot be read says so and tries again", async () => {
    ada.expect_refusal("503 /api/v1/changes", "network");
    await page.route("**/api/v1/changes?*", (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" }),
    );
    await ada.go("/history?q=never");
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    await page.unroute("**/api/v1/changes?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("No change matches.").waitFor();
  });

  const small = await (await arrive({ size: phone, touch: true })).sign_in(administrator);
  await check("it fits on a phone", async () => {
    for (const path of ["/history", `/deals/${deal.id}/history`]) {
      await small.go(path);
      await small.page.getByRole("listitem").first().waitFor();
      await small.fits(path);
    }
    await small.has_no_axe_findings("history on a phone");
  });
}
