// A list leaves as a sheet, is edited elsewhere, and is dropped back: what changed is seen cell by
// cell, taken in part, and taken back in one step.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "sheets";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const made = {};
  for (const [name, employees] of [
    ["Sheet One", 11],
    ["Sheet Two", 22],
    ["Sheet Three", 33],
  ]) {
    made[name] = await api.post("/accounts", { name, employees, sector: "before" });
  }
  const filter = 'name : "Sheet"';
  const list = `/accounts?filter=${encodeURIComponent(filter)}`;
  const ada = await (await arrive()).sign_in(administrator, list);
  const { page } = ada;
  let exported = "";

  const drop = async (name, text) => {
    const transfer = await page.evaluateHandle(
      ([file, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content], file, { type: "text/csv" }));
        return data;
      },
      [name, text],
    );
    const place = page.locator("section[aria-label=Accounts]");
    await place.dispatchEvent("dragover", { dataTransfer: transfer });
    await page.getByText("Drop the edited sheet here").waitFor();
    await place.dispatchEvent("drop", { dataTransfer: transfer });
  };

  await need("the list offers itself as a sheet to edit", async () => {
    await page.getByRole("button", { name: "Export" }).click();
    const item = page.getByRole("menuitem", { name: "Edit as CSV" });
    const address = await item.getAttribute("href");
    assert.match(address, /round_trip=true/);
    const fields = address.replace(/fields=[^&]*/, "fields=name,sector,employees");
    exported = await page.evaluate(async (path) => (await fetch(path)).text(), fields);
    assert.match(exported, /id,version,export,name,sector,employees/);
    await page.keyboard.press("Escape");
  });

  await need("dropped back on the list, it is compared and nothing is changed", async () => {
    await api.patch(`/accounts/${made["Sheet Two"].id}`, { employees: 25 });
    const edited = exported
      .replace("Sheet One,before,11", "Sheet One,after,12")
      .replace("Sheet Two,before,22", "Sheet Two,before,24");
    assert.notEqual(edited, exported);
    await drop("accounts.csv", edited);
    await page.getByRole("heading", { name: "What the sheet changes" }).waitFor();
    await page.getByRole("link", { name: "Sheet One" }).waitFor();
    assert.equal((await api.get(`/accounts/${made["Sheet One"].id}`)).employees, 11);
    assert.equal(await page.getByRole("link", { name: "Sheet Three" }).count(), 0);
    await ada.has_no_axe_findings("compared sheet");
  });

  await check("a conflict is settled and a cell left out, by keyboard", async () => {
    const row = page.getByRole("listitem").filter({ hasText: "changed in both" });
    await row.getByRole("radio", { name: /In the sheet/ }).focus();
    await page.keyboard.press("Space");
    const sector = page.getByRole("checkbox", { name: /^Take Sector/ });
    await sector.focus();
    await page.keyboard.press("Space");
    assert.equal(await sector.isChecked(), false);
  });

  await check("what was chosen is taken, and nothing else", async () => {
    await page.getByRole("button", { name: "Take these changes" }).click();
    await page.getByText("values of 2 rows were taken").waitFor();
    const one = await api.get(`/accounts/${made["Sheet One"].id}`);
    assert.deepEqual([one.employees, one.sector], [12, "before"]);
    assert.equal((await api.get(`/accounts/${made["Sheet Two"].id}`)).employees, 24);
    assert.equal((await api.get(`/accounts/${made["Sheet Three"].id}`)).version, 1);
  });

  await check("the toast takes it back", async () => {
    await ada.undo_by_toast("were taken");
    assert.equal((await api.get(`/accounts/${made["Sheet One"].id}`)).employees, 11);
    assert.equal((await api.get(`/accounts/${made["Sheet Two"].id}`)).employees, 25);
  });

  await check("it fits a phone", async () => {
    await page.setViewportSize(phone);
    await page.getByRole("heading", { name: "What the sheet changes" }).waitFor();
    await ada.fits("compared sheet");
    await ada.has_no_axe_findings("compared sheet on a phone");
  });
}
