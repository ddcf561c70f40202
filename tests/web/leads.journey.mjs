// A lead becomes an account, a contact and a deal; what may be there already is offered.
import assert from "node:assert/strict";

export const title = "leads";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const account = await api.first("accounts", "");
  const lead = await api.post("/leads", {
    name: "Wilhelmina Vandersteen",
    company: account.name,
    email: "wilhelmina@vandersteen.example",
    status: "working",
  });
  const ada = await (await arrive()).sign_in(administrator, `/leads/${lead.id}`);
  const { page } = ada;
  const dialog = page.getByRole("dialog").filter({ hasText: "Convert" });

  await need("converting offers the account that is there", async () => {
    await page.getByRole("button", { name: "Convert", exact: true }).click();
    await dialog.getByRole("group", { name: "Account" }).getByText(account.name).nth(1).waitFor();
    await ada.has_no_axe_findings("convert");
  });

  await need("converting with the account that is there makes contact and deal", async () => {
    const offered = dialog.getByRole("group", { name: "Account" }).getByRole("radio");
    await offered.nth(1).check({ force: true });
    await dialog.getByRole("textbox", { name: /Deal name/ }).fill("Vandersteen pilot");
    await dialog.getByRole("button", { name: "Convert", exact: true }).click();
    await page.waitForURL(/\/deals\//);
    await page.getByRole("heading", { name: "Vandersteen pilot" }).waitFor();
    const now = await api.get(`/leads/${lead.id}`);
    assert.equal(now.status, "converted");
    assert.equal(now.converted_account, account.id);
  });

  await check("undo takes contact and deal away again and reopens the lead", async () => {
    // The screen still shows what is gone now, and says so.
    ada.expect_refusal("404 /api/v1/deals/", "404 /api/v1/contacts/");
    await ada.undo_by_toast("Convert");
    const now = await api.get(`/leads/${lead.id}`);
    assert.equal(now.status, "working");
    assert.equal(await api.count("deals", 'name = "Vandersteen pilot"'), 0);
  });

  await check("a new lead is made from the keyboard", async () => {
    await ada.go("/leads");
    await page.keyboard.press("c");
    const what = page.getByRole("dialog");
    await what.getByText("Lead", { exact: true }).first().click();
    await page.getByRole("textbox", { name: /^Name/ }).fill("Ottoline Marsh");
    await page.getByRole("textbox", { name: /^Company/ }).fill("Marsh Works");
    await ada.has_no_axe_findings("create");
    await page.keyboard.press("Control+Enter");
    await ada.toast("Ottoline Marsh created").waitFor();
    await page
      .getByRole("gridcell", { name: /^Ottoline Marsh/ })
      .first()
      .waitFor();
  });
}
