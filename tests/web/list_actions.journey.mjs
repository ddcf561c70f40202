// What can be done with one record is done with many: from the selection bar, with what it asks,
// with Undo, and what could not be done is said.
import assert from "node:assert/strict";

export const title = "actions on lists";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  for (const name of ["Quill One", "Quill Two", "Quill Three"]) {
    await api.post("/leads", { name, company: "Quill" });
  }
  const mine = 'company = "Quill"';
  const gone = `${mine} AND status = "disqualified"`;
  const ada = await (await arrive()).sign_in(administrator, `/leads?filter=${mine}`);
  const { page } = ada;
  const bar = page.getByRole("toolbar", { name: "With the selected rows" });
  const dialog = page.getByRole("dialog");

  await need("the bar offers what can be done with many leads", async () => {
    await page.getByRole("checkbox", { name: "Select all Leads" }).check();
    await bar.getByRole("button", { name: "Disqualify" }).waitFor();
    assert.equal(await bar.getByRole("button", { name: "Convert" }).count(), 0);
  });

  await need("an action asks what it needs, and refuses beside its field", async () => {
    ada.expect_refusal("422 /api/v1/leads/bulk");
    await bar.getByRole("button", { name: "Disqualify" }).click();
    await dialog.getByText("Disqualify: 3 leads").waitFor();
    await ada.has_no_axe_findings("action on many");
    await dialog.getByRole("button", { name: "Disqualify" }).click();
    await dialog.locator("[aria-invalid=true]").waitFor();
    assert.equal(await api.count("leads", gone), 0);
  });

  await check("by keyboard it is done with all, in one change", async () => {
    await dialog.getByRole("textbox", { name: /Reason/ }).fill("No budget this year");
    await page.keyboard.press("Enter");
    await ada.toast("Disqualify: 3 leads").waitFor();
    assert.equal(await api.count("leads", gone), 3);
    await bar.waitFor({ state: "detached" });
  });

  await check("and taken back at once", async () => {
    await ada.undo_by_toast("Disqualify: 3 leads");
    assert.equal(await api.count("leads", gone), 0);
  });

  await check("what could not be done is said, the rest is done", async () => {
    const [one] = await api.list("leads", 'name = "Quill One"');
    await api.post(`/leads/${one.id}/disqualify`, { reason: "Earlier" });
    await ada.go(`/leads?filter=${mine}`);
    await page.getByRole("checkbox", { name: "Select all Leads" }).check();
    await bar.getByRole("button", { name: "Disqualify" }).click();
    await dialog.getByRole("textbox", { name: /Reason/ }).fill("Later");
    await dialog.getByRole("button", { name: "Disqualify" }).click();
    await ada.toast("Disqualify: 2 leads").waitFor();
    await ada.toast(/1 record was left as it was/).waitFor();
    assert.equal((await api.get(`/leads/${one.id}`)).disqualified_reason, "Earlier");
  });

  await check("an action that asks nothing is done at once", async () => {
    await page.getByRole("checkbox", { name: "Select all Leads" }).check();
    await bar.getByRole("button", { name: "Reopen" }).click();
    await ada.toast("Reopen: 3 leads").waitFor();
    assert.equal(await api.count("leads", gone), 0);
  });

  await check("all activities that match, also those not loaded", async () => {
    for (let n = 0; n < 5; n++) {
      await api.post("/activities", { subject: `Quill ${n}`, due_at: "2031-01-01T10:00:00Z" });
    }
    const open = 'subject = "Quill*" AND NOT done_at:*';
    await ada.go(`/activities?filter=${open}`);
    await page.getByRole("checkbox", { name: "Select all Activities" }).check();
    await bar.getByRole("button", { name: "Mark as done" }).click();
    await ada.toast("Mark as done: 5 activities").waitFor();
    assert.equal(await api.count("activities", open), 0);
    await ada.undo_by_toast("Mark as done: 5 activities");
    assert.equal(await api.count("activities", open), 5);
  });

  await check("the record page offers what fits the record", async () => {
    const [lead] = await api.list("leads", 'name = "Quill Two"');
    await ada.go(`/leads/${lead.id}`);
    await page.getByRole("button", { name: "Disqualify" }).click();
    await dialog.getByRole("textbox", { name: /Reason/ }).fill("Moved away");
    await dialog.getByRole("button", { name: "Disqualify" }).click();
    await page.getByRole("button", { name: "Reopen" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Disqualify" }).count(), 0);
    await page.getByRole("button", { name: "Reopen" }).click();
    await ada.toast("Reopen: Quill Two").waitFor();
    assert.equal((await api.get(`/leads/${lead.id}`)).status, "new");
  });
}
