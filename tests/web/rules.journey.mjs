// Rules are laid down with what breaks them already in sight; what is missing is asked for in
// place; roll-ups stand on the account; a layout is arranged by keyboard and undone.
import assert from "node:assert/strict";

export const title = "rules";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const account = await api.post("/accounts", { name: "Ruled Ltd" });
  const deal = await api.post("/deals", { name: "Bare deal", account: account.id });
  const ada = await (await arrive()).sign_in(administrator, "/settings/rules");
  const { page } = ada;

  await need("a rule says what breaks it before it is made", async () => {
    await page.getByRole("button", { name: "Add a rule" }).click();
    const form = page.getByRole("region", { name: "Add a rule" });
    await form.getByLabel("Name", { exact: true }).fill("A proposal has a price");
    await form.getByRole("button", { name: "Filter as text" }).click();
    await form.getByRole("textbox", { name: /filter/i }).fill('stage = "proposal"');
    await form.getByRole("textbox", { name: /filter/i }).press("Enter");
    await form.getByText("Ask for fields").click();
    for (const field of ["Amount", "Next step"]) {
      await form.getByLabel("Fields that must be filled").first().fill(field);
      await page.getByRole("option", { name: field, exact: true }).click();
    }
    await page.keyboard.press("Escape");
    await form.getByRole("status").getByText(/break/).waitFor();
    await ada.has_no_axe_findings("rule form");
    await form.getByRole("button", { name: "Save the rule" }).click();
    await page.getByRole("button", { name: /^A proposal has a price/ }).waitFor();
    await ada.has_no_axe_findings("rules");
  });

  await check("a card that lacks something is asked for it where it was moved", async () => {
    // The rule is the server's to know: the screen learns it from being refused.
    ada.expect_refusal("422 /api/v1/deals/");
    await ada.go("/deals/board?filter=name%20%3D%20%22Bare%20deal%22");
    const card = page.locator(`[data-card="${deal.id}"]`);
    const move = async () => {
      await card.focus();
      await page.keyboard.press("m");
      await page.getByRole("menuitem", { name: "Proposal" }).click();
    };
    await card.waitFor();
    await move();
    const dialog = page.getByRole("dialog").filter({ hasText: "These have to be filled first" });
    await dialog.waitFor();
    await ada.has_no_axe_findings("missing");
    await dialog.getByRole("button", { name: "Leave it as it was" }).click();
    const region = (name) => page.getByRole("region", { name, exact: true });
    await region("Prospecting").locator(`[data-card="${deal.id}"]`).waitFor();
    assert.equal((await api.get(`/deals/${deal.id}`)).stage, "prospecting");
    await move();
    await dialog.locator("[data-kind=money] input").first().fill("1200");
    await dialog.locator("[data-kind=text] input").first().fill("Send it");
    await dialog.getByRole("button", { name: "Save" }).click();
    await region("Proposal").locator(`[data-card="${deal.id}"]`).waitFor();
    await ada.toast("Bare deal is now in Proposal").waitFor();
    const now = await api.get(`/deals/${deal.id}`);
    assert.equal(now.stage, "proposal");
    assert.equal(now.amount.amount, "1200.00");
    assert.equal(now.next_step, "Send it");
  });

  await check("the account tells of its deals without being touched", async () => {
    await ada.go(`/accounts/${account.id}`);
    await page.getByText("Open deals").first().waitFor();
    const now = await api.get(`/accounts/${account.id}`);
    assert.equal(now.open_deals, 1);
    assert.equal(now.open_value.amount, "1200.00");
    assert.equal(now.version, account.version);
  });

  await check("a layout is changed by keyboard and taken back", async () => {
    await ada.go("/settings/layouts");
    const lines = page.getByRole("list", { name: "Sections and fields" });
    await lines.getByRole("button", { name: "Move Name" }).waitFor();
    await ada.has_no_axe_findings("layouts");
    await lines.getByRole("button", { name: "Move Name" }).focus();
    await page.keyboard.press("Space");
    await lines.locator("[data-lifted]").waitFor();
    // What is lifted is measured before it can be moved: then it is said to be over itself.
    await ada.is_told_of_drag(/item (\S+) was moved over droppable area \1\./);
    await page.keyboard.press("ArrowDown");
    await ada.is_told_of_drag(/item (\S+) was moved over droppable area (?!\1\.)/);
    await page.keyboard.press("Space");
    await ada.toast("The layout is saved").waitFor();
    assert.equal(await api.count("layouts", ""), 1);
    await ada.undo_by_toast("The layout is saved");
    assert.equal(await api.count("layouts", ""), 0);
  });
}
