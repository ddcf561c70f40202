// A team that lives in spreadsheets: from an empty folder to a pipeline that says where the money
// is. The shared files are 8,800 real rows; without them a small twin in tests/seed stands in.
import assert from "node:assert/strict";
import { import_file } from "./harness/import_wizard.mjs";
import { sales_files } from "./harness/sales_files.mjs";
import { password } from "./harness/server.mjs";

export const title = "first run";
export const data = "empty";
export const limit_s = 560;

const email = "ada@acme.test";

export default async function ({ server, arrive, check, need }) {
  const ada = await arrive();
  const { page } = ada;
  const files = sales_files();

  await check("the printed link opens the set-up with its code", async () => {
    assert.ok(server.setup_path, `no set-up link in:\n${server.log}`);
    await ada.go(server.setup_path);
    await ada.has_no_axe_findings("set-up");
    assert.notEqual(await page.getByLabel("Set-up code").inputValue(), "");
  });

  await need("set-up signs in and shows an empty day with one thing to do", async () => {
    await page.getByLabel("Company").fill("Acme Sales");
    await page.getByLabel("Your name").fill("Ada Lindholm");
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByLabel("Currency").selectOption("USD");
    await page.getByLabel("Time zone").selectOption("Europe/Berlin");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL("**/my-day");
    await ada.settled();
    await page.getByText("Acme Sales").first().waitFor();
  });

  await check("the set-up link works once only", async () => {
    const other = await arrive();
    await other.go(server.setup_path);
    await other.page.waitForURL("**/sign-in");
    await other.has_no_axe_findings("sign-in");
    other.expect_refusal("401 /api/v1/session");
    await other.page.getByLabel("E-mail").fill(email);
    await other.page.getByRole("textbox", { name: "Password" }).fill("not this one at all");
    await other.page.getByRole("button", { name: "Sign in" }).click();
    await other.page.getByText("E-mail and password do not match").waitFor();
    await other.page.getByRole("textbox", { name: "Password" }).fill(password);
    await other.page.getByRole("button", { name: "Sign in" }).click();
    await other.page.waitForURL("**/my-day");
    await other.leave();
  });

  await need("accounts come in with their parents", async () => {
    await import_file(ada, files.accounts, "Accounts", {
      map: { account: "Name", office_location: "Country", subsidiary_of: "Parent" },
      match: ["Name"],
    });
  });
  await need("products come in", async () => {
    await import_file(ada, files.products, "Products", {
      map: { product: "Name", series: "Family", sales_price: "List price" },
      match: ["Name"],
    });
  });
  await need("people come in with teams and managers that are made on the way", async () => {
    await import_file(ada, files.people, "Users", {
      map: { sales_agent: "Name", regional_office: "Team", manager: "Manager" },
      match: ["Name"],
      make: true,
    });
  });
  await need("deals come in: GTXPro taken for GTX Pro by one click, stages made", async () => {
    await import_file(ada, files.deals, "Deals", {
      map: {
        opportunity_id: "External id",
        sales_agent: "Owner",
        deal_stage: "Stage",
        engage_date: "Started on",
        close_date: "Closed on",
        close_value: "Amount",
      },
      match: ["External id"],
      set: { Pipeline: "Field sales" },
      make: true,
      take: "GTX Pro",
    });
  });

  const api = await server.person({ email });
  await check("every row is there, and what was won adds up", async () => {
    const expected = files.answers;
    assert.equal(await api.count("accounts"), expected.accounts);
    assert.equal(await api.count("products"), expected.products);
    assert.equal(await api.count("deals"), expected.deals);
    assert.equal(await api.count("deals", 'status = "won"'), expected.won);
    assert.equal(await api.count("deals", 'status = "lost"'), expected.lost);
  });

  await check("the board shows the stages with count and sum", async () => {
    const pipeline = await api.first("pipelines", 'name = "Field sales"');
    await ada.go(`/deals/board?pipeline=${pipeline.id}`);
    for (const [stage, count] of Object.entries(files.answers.stages)) {
      const column = page.getByRole("region", { name: stage, exact: true });
      await column.getByText(count.toLocaleString("en"), { exact: true }).first().waitFor();
    }
    await ada.has_no_axe_findings("board");
  });

  await check("the dashboard shows the won value to the cent, and the win rate", async () => {
    await ada.go("/dashboard?period=all");
    const figures = page.getByRole("region", { name: "Pipeline in figures" });
    const won_value = files.answers.won_value.toLocaleString("en");
    await figures.getByTitle(new RegExp(won_value)).first().waitFor();
    await figures.getByText(files.answers.win_rate).waitFor();
    for (const value of files.answers.won_by_quarter) {
      const exact = new RegExp(value.toLocaleString("en"));
      await page.getByText(exact).or(page.getByTitle(exact)).first().waitFor({ state: "attached" });
    }
    await ada.has_no_axe_findings("dashboard");
  });

  await check("the won value opens the deals that were won", async () => {
    const figures = page.getByRole("region", { name: "Pipeline in figures" });
    await figures.getByTitle(new RegExp(files.answers.won_value.toLocaleString("en"))).click();
    await page.waitForURL(/\/deals\?/);
    const count = files.answers.won.toLocaleString("en");
    await page.locator("[aria-live=polite]").getByText(count, { exact: true }).waitFor();
  });

  await check("the same file again changes nothing", async () => {
    await import_file(ada, files.products, "Products", {
      map: { product: "Name", series: "Family", sales_price: "List price" },
      match: ["Name"],
      unchanged: files.answers.products,
    });
  });

  await check("the list of imports takes the deals back, all of them", async () => {
    await ada.go("/imports");
    await ada.has_no_axe_findings("imports");
    const row = page.getByRole("listitem").filter({ hasText: files.deals_name });
    await row.getByRole("button", { name: /^Undo/ }).click();
    await ada.toast("Undone").waitFor({ timeout: 60_000 });
    assert.equal(await api.count("deals"), 0);
    assert.equal(await api.count("accounts"), files.answers.accounts);
  });
}
