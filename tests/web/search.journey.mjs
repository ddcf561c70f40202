// Finding: however it is typed, from the palette and on its own screen; and what is not there can
// be made.
import assert from "node:assert/strict";

export const title = "search";
export const data = "demo";

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const account = await api.post("/accounts", { name: "Brückner Käserei GmbH" });
  const contact = await api.post("/contacts", {
    first_name: "Jörg",
    last_name: "Weißmüller",
    account: account.id,
    phones: ["+33 6 28 23 04 55"],
    emails: ["jw@kaeserei.example"],
  });
  const ada = await (await arrive()).sign_in(administrator, "/my-day");
  const { page } = ada;
  const box = page.getByRole("combobox", { name: "Find or do anything" });
  const option = (name) => page.getByRole("option", { name });

  await check("the palette finds a name without its umlauts and shows where", async () => {
    await page.keyboard.press("Control+k");
    await box.fill("weissmuel");
    await option(/Jörg Weißmüller/).waitFor();
    assert.equal(
      await option(/Jörg Weißmüller/)
        .locator("mark")
        .first()
        .textContent(),
      "Weißmül",
    );
  });

  await check("a telephone number as it is dialled at home", async () => {
    await box.fill("0628230455");
    await option(/Jörg Weißmüller/)
      .locator("mark", { hasText: "6 28 23 04 55" })
      .waitFor();
  });

  await check("a mistyped name, and what was meant", async () => {
    await box.fill("brukcner");
    await option(/Brückner Käserei/).waitFor();
    await page.getByText("Similar: Brückner").waitFor();
    await ada.has_no_axe_findings("palette with a suggestion");
  });

  await check("Enter opens what was found for the last letters, not for those before", async () => {
    await box.fill("weissm");
    await box.fill("jörg brückner");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/contacts/${contact.id}`);
  });

  await check("what is not there can be created by its name", async () => {
    await page.keyboard.press("Control+k");
    await box.fill("Xaver Qwrtzuiop");
    await option("Create Contact “Xaver Qwrtzuiop”").click();
    await page.getByRole("textbox", { name: "Last name" }).waitFor();
    assert.equal(await page.getByRole("textbox", { name: "First name" }).inputValue(), "Xaver");
    assert.equal(await page.getByRole("textbox", { name: "Last name" }).inputValue(), "Qwrtzuiop");
    await page.keyboard.press("Escape");
  });

  await check(
    "all results stand on a screen of their own, with the words in the address",
    async () => {
      await page.keyboard.press("Control+k");
      await box.fill("käserei");
      await option("All results for “käserei”").click();
      await page.waitForURL("**/search?q=k%C3%A4serei");
      const accounts = page.getByRole("region", { name: "Accounts" });
      await accounts.getByRole("link", { name: /Brückner Käserei/ }).waitFor();
      await page.getByRole("link", { name: /Weißmüller.*jw@kaeserei/ }).waitFor();
      await ada.has_no_axe_findings("search");
    },
  );

  await check("one kind of records at a time, and arrows walk through what was found", async () => {
    await page.getByRole("button", { name: "Contacts", exact: true }).click();
    await page.waitForURL("**object=contact**");
    await page.getByRole("link", { name: /^Brückner Käserei/ }).waitFor({ state: "detached" });
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/contacts/${contact.id}`);
    await page.goBack();
    await page.getByRole("link", { name: /Weißmüller/ }).waitFor();
  });

  await check("the suggestion is one press away, and nothing found says so", async () => {
    await page.getByRole("button", { name: "Everything", exact: true }).click();
    await page.getByRole("searchbox").fill("weismüllerr");
    await page.getByText("Did you mean").waitFor();
    await page.getByRole("button", { name: "Weißmüller", exact: true }).click();
    await page.getByText("Did you mean").waitFor({ state: "detached" });
    await page.getByRole("searchbox").fill("qqqqqqqqqqq");
    await page.getByText("Nothing has “qqqqqqqqqqq”").waitFor();
    await page.getByRole("button", { name: "Create Lead “qqqqqqqqqqq”" }).waitFor();
    await ada.has_no_axe_findings("nothing found");
  });

  await check("older answers never stand where newer words were typed", async () => {
    const words = page.getByRole("searchbox");
    await words.fill("");
    const is_older = (request) => request.url().includes("/api/v1/search?q=jw");
    let go_on;
    const may_go_on = new Promise((done) => (go_on = done));
    await page.route("**/api/v1/search?q=jw*", async (route) => {
      await may_go_on;
      await route.continue().catch(() => {});
    });
    const over = new Promise((done) => {
      for (const end of ["requestfinished", "requestfailed"]) {
        page.on(end, (request) => is_older(request) && done());
      }
    });
    const asked = page.waitForRequest(is_older);
    await words.fill("jw@kaes");
    await asked;
    await words.fill("qqqqqqqqqqq");
    await page.getByText("Nothing has “qqqqqqqqqqq”").waitFor();
    // From here on every hit is noticed, however short it stands there.
    await page.evaluate(() => {
      window.hits = 0;
      const look = () => (window.hits += document.querySelectorAll("a[data-hit]").length);
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    });
    go_on();
    await over;
    await ada.has_done_its_turn();
    // What is asked after it is answered after it.
    await words.fill("zzzzzzzzzzz");
    await page.getByText("Nothing has “zzzzzzzzzzz”").waitFor();
    assert.equal(await page.evaluate(() => window.hits), 0);
  });
}
