// The core of a day at 360 pixels, by touch.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "phone";
export const data = "demo";

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const lead = await api.first("leads", 'status = "working"');
  const ada = await arrive({ size: phone, touch: true });
  const { page } = ada;

  await check("signing in", async () => {
    await ada.go("/sign-in");
    await ada.fits("sign-in");
    ada.expect_refusal("401 /api/v1/session");
    await page.getByLabel("E-mail").fill(administrator.email);
    await page.getByRole("textbox", { name: "Password" }).fill(administrator.secret);
    await page.getByRole("button", { name: "Sign in" }).tap();
    await page.waitForURL("**/my-day");
    await ada.fits("my day");
  });

  await check("the bar at the bottom goes, and more shows the rest", async () => {
    const bar = page.getByRole("navigation").last();
    await bar.getByRole("link", { name: "Deals" }).tap();
    await page.waitForURL("**/deals**");
    await ada.settled();
    await ada.fits("deals");
    await bar.getByRole("button", { name: "More" }).tap();
    await page.getByRole("option", { name: "Dashboard" }).first().tap();
    await page.waitForURL("**/dashboard*");
  });

  await check("a deal moves on from the board's menu", async () => {
    await ada.go("/deals/board");
    const card = page.locator('[data-column="prospecting"] [data-card]').first();
    const id = await card.getAttribute("data-card");
    await card.waitFor();
    const menu = page.getByRole("button", { name: /^Move / }).first();
    await menu.tap({ force: true });
    await page.getByRole("menuitem", { name: "Qualification" }).tap();
    await ada.toast("is now in Qualification").waitFor();
    assert.equal((await api.get(`/deals/${id}`)).stage, "qualification");
    await ada.fits("board");
  });

  await check("a record: a call is noted, a field changed", async () => {
    const deal = await api.first("deals", 'status = "open"');
    await ada.go(`/deals/${deal.id}`);
    await page.getByRole("radio", { name: "Call" }).tap();
    await page.locator("[data-composer] textarea").fill("Rang, will decide on Monday");
    await page.locator("[data-composer]").getByRole("button", { name: "Add" }).tap();
    await ada.toast("Call added").waitFor();
    await page.getByRole("tab", { name: "Details" }).tap();
    await page.getByRole("button", { name: "Edit Next step" }).tap();
    await page.getByRole("textbox", { name: "Next step" }).fill("Monday");
    await page.keyboard.press("Enter");
    await ada.toast("Saved: Next step").waitFor();
    await ada.fits("record");
  });

  await check("a lead is converted", async () => {
    await ada.go(`/leads/${lead.id}`);
    await page.getByRole("button", { name: "Convert", exact: true }).tap();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Convert", exact: true }).tap();
    await page.waitForURL(/\/(deals|accounts)\//);
    await ada.fits("converted");
  });

  await check("a contact is made", async () => {
    await ada.go("/contacts");
    await page.getByRole("button", { name: "Create" }).first().tap();
    await page.getByRole("dialog").getByText("Contact", { exact: true }).first().tap();
    await page.getByRole("textbox", { name: /First name/ }).fill("Una");
    await page.getByRole("textbox", { name: /Last name/ }).fill("Pocket");
    await ada.fits("create");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Create/ })
      .last()
      .tap();
    await ada.toast(/Una Pocket created/).waitFor();
  });
}
