// Two records become one and come apart again; an undo asks about what was changed since.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "merge";
export const data = "demo";
export const limit_s = 400;

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const kept = await api.post("/accounts", { name: "Acme Merge", sector: "tech" });
  const gone = await api.post("/accounts", {
    name: "Acme Merge Ltd",
    sector: "steel",
    domain: "acme-merge.test",
    emails: ["sales@acme-merge.test"],
  });
  const contact = await api.post("/contacts", { last_name: "Vogel", account: gone.id });
  const ada = await (await arrive()).sign_in(administrator, `/accounts/${kept.id}`);
  const { page } = ada;
  const field = (name) => page.locator(`[data-field="${name}"]`);
  const result = (name) => field(name).locator('[data-side="result"]');

  await check("the record's menu finds the other one", async () => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Merge with…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Account").fill("Acme Merge Ltd");
    await page.getByRole("option", { name: "Acme Merge Ltd" }).click();
    await page.waitForURL(`**/merge/account/${kept.id}/${gone.id}`);
    await ada.settled();
  });

  await check("both stand side by side with what comes of them", async () => {
    await result("domain").getByText("acme-merge.test").waitFor();
    await result("sector").getByText("tech").waitFor();
    await page.getByRole("heading", { name: "What moves along" }).waitFor();
    await page.getByText("as Account").first().waitFor();
    await ada.has_no_axe_findings("merge");
    await ada.fits("merge");
  });

  await check("a click and an arrow key choose", async () => {
    await field("name").getByRole("radio", { name: "Acme Merge Ltd" }).check();
    await result("name").getByText("Acme Merge Ltd").waitFor();
    await field("sector").getByRole("radio").first().focus();
    await page.keyboard.press("ArrowRight");
    await result("sector").getByText("steel").waitFor();
    await page.keyboard.press("ArrowLeft");
    await result("sector").getByText("tech").waitFor();
  });

  await check("one button merges them, and the old address leads on", async () => {
    await page.getByRole("button", { name: "Merge into Acme Merge" }).click();
    await page.waitForURL(`**/accounts/${kept.id}`);
    await ada.toast("Merged Acme Merge Ltd into Acme Merge").waitFor();
    assert.equal((await api.get(`/contacts/${contact.id}`)).account, kept.id);
    const now = await api.get(`/accounts/${kept.id}`);
    assert.equal(now.name, "Acme Merge Ltd");
    assert.equal(now.sector, "tech");
    await ada.go(`/accounts/${gone.id}`);
    await page.waitForURL(`**/accounts/${kept.id}`);
    await ada.toast("This was merged into Acme Merge Ltd.").waitFor();
  });

  await check("the menu parts them again", async () => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Unmerge Acme Merge Ltd" }).click();
    await ada.toast("Undone").first().waitFor();
    assert.equal((await api.get(`/contacts/${contact.id}`)).account, gone.id);
    assert.equal((await api.get(`/accounts/${kept.id}`)).name, "Acme Merge");
  });

  await check("two chosen rows of a list can be merged", async () => {
    await ada.go(`/accounts?filter=${encodeURIComponent('name : "Acme Merge"')}`);
    const boxes = page.getByRole("grid").getByRole("checkbox");
    await boxes.nth(1).click();
    await boxes.nth(2).click();
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    await page.waitForURL("**/merge/account/**");
    await ada.settled();
    await page.getByRole("button", { name: "Swap: keep the other one" }).click();
    await ada.settled();
    await ada.has_no_trouble();
  });

  await check("an undo asks about what was changed since", async () => {
    const { change } = await api.post(`/accounts/${kept.id}/merge`, { with: gone.id });
    await api.patch(`/accounts/${kept.id}`, { domain: "later.test" });
    ada.expect_refusal(`409 /api/v1/changes/${change}/undo`);
    await ada.go(`/accounts/${kept.id}/history`);
    await page.getByRole("button", { name: "Unmerge: Merged two accounts" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("later.test").waitFor();
    await dialog.getByText("acme-merge.test").first().waitFor();
    await ada.has_no_axe_findings("undo with choices");
    await dialog.getByRole("button", { name: "Undo with these choices" }).click();
    await ada.toast("Undone").first().waitFor();
    assert.equal((await api.get(`/accounts/${kept.id}`)).domain, "later.test");
    assert.equal((await api.get(`/accounts/${gone.id}`)).domain, "acme-merge.test");
  });

  await check("on a phone nothing is wider than the window", async () => {
    const small = await (await arrive({ size: phone, touch: true, dark: true })).sign_in(
      administrator,
      `/merge/account/${kept.id}/${gone.id}`,
    );
    await small.settled();
    await small.page.getByRole("button", { name: "Merge into Acme Merge" }).waitFor();
    await small.fits("merge on a phone");
    await small.has_no_axe_findings("merge on a phone");
  });
}
