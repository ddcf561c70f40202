// A day without a mouse: the palette, the keys of each screen, and focus that is never lost.
import assert from "node:assert/strict";

export const title = "keys";
export const data = "demo";

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const account = await api.post("/accounts", { name: "Zwiebelmühle Håkansson" });
  const ada = await (await arrive()).sign_in(administrator);
  const { page } = ada;
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement !== document.body);

  await check("the palette finds without accents and opens what it found", async () => {
    await press("Control+k");
    const input = page.getByRole("combobox").first();
    await input.fill("zwiebelmuhle hak");
    await page
      .getByRole("option", { name: /Zwiebelmühle Håkansson/ })
      .first()
      .waitFor();
    await ada.has_no_axe_findings("palette");
    await press("Enter");
    await page.waitForURL(`**/accounts/${account.id}`);
  });

  await check("the palette does: goes to a screen by its name", async () => {
    await press("Control+k");
    await page.getByRole("combobox").first().fill("dashboard");
    await page
      .getByRole("option", { name: /Dashboard/ })
      .first()
      .waitFor();
    await press("Enter");
    await page.waitForURL("**/dashboard*");
  });

  await check("Escape closes the palette and focus is somewhere", async () => {
    await press("Control+k");
    await page.getByRole("combobox").first().waitFor();
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.ok(await focused());
  });

  await check("? lists the keys of the screen", async () => {
    await press("?");
    await page.getByRole("dialog").getByText("Undo the last change").waitFor();
    await ada.has_no_axe_findings("keys");
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  await check("G and a letter goes", async () => {
    await press("g", "d");
    await page.waitForURL("**/deals**");
    await ada.settled();
  });

  await check("J and K walk, Enter opens beside, Shift+Enter as a page", async () => {
    await ada.go("/deals");
    await page.getByRole("gridcell").first().waitFor();
    await press("j", "j", "k", "Enter");
    const panel = page.getByRole("complementary", { name: "Side panel" });
    await panel.getByRole("heading", { level: 2 }).first().waitFor();
    const name = await panel.getByRole("heading", { level: 2 }).first().innerText();
    await press("Escape");
    await panel.waitFor({ state: "detached" });
    await press("Shift+Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
  });

  await check("J and K go to the next record of the list that was left", async () => {
    const before = page.url();
    const title = await page.getByRole("heading", { level: 1 }).first().textContent();
    await press("j");
    await page.waitForFunction((url) => location.href !== url, before);
    // The keys belong to the next record once it is there.
    await page.getByRole("heading", { level: 1 }).filter({ hasNotText: title }).first().waitFor();
    await page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first().waitFor();
    await press("k");
    await page.waitForURL(before);
  });

  await check("N writes a note, Ctrl+Enter adds it", async () => {
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await press("n");
    await page.keyboard.type("They want two sites, and a price for both.");
    await press("Control+Enter");
    await ada.toast("Note added").waitFor();
    const timeline = page.getByRole("region", { name: "Timeline" });
    await timeline.getByText("They want two sites").first().waitFor();
  });

  await check("Y shows the history; its undo takes the note away", async () => {
    await page.getByRole("heading", { level: 1 }).first().click();
    await press("y");
    await page.waitForURL("**/history");
    await ada.settled();
    await ada.has_no_axe_findings("history of a record");
  });

  await check("a contact is made and found again without a mouse", async () => {
    await ada.go("/contacts");
    await press("c");
    await page.getByRole("dialog").getByText("Contact", { exact: true }).waitFor();
    await press("c");
    await page.getByRole("textbox", { name: /First name/ }).waitFor();
    await page.getByRole("textbox", { name: /First name/ }).focus();
    await page.keyboard.type("Philippa");
    await press("Tab");
    await page.keyboard.type("Quill");
    await press("Control+Enter");
    await ada.toast(/Philippa Quill created/).waitFor();
    await press("z");
    await ada.toast("Undone").first().waitFor();
    assert.equal(await api.count("contacts", 'last_name = "Quill"'), 0);
  });

  await check("the way in offers to skip to the content", async () => {
    await ada.go("/deals");
    await page.getByRole("link", { name: "Skip to content" }).focus();
    await press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  });
}
