// The company's own record, dated rates, business hours and holidays: changed, refused, taken back.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "company";
export const data = "company";
export const limit_s = 600;

// One pixel.
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw" +
    "AAAABJRU5ErkJggg==",
  "base64",
);

const screens = ["company", "currencies", "hours"];

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const company = () => api.first("companies", "");
  const calendar = () => api.first("business_calendars", "");
  const ada = await (await arrive()).sign_in(administrator, "/settings/company");
  const { page } = ada;
  const pick = async (name, option) => {
    await page.getByRole("combobox", { name }).click();
    await page.getByRole("combobox", { name }).fill(option);
    await page.getByRole("option", { name: option, exact: true }).click();
  };

  await check("the year, the week and the currency are picked, and undone", async () => {
    await pick(/^Fiscal year begins/, "April");
    await ada.toast("Saved: Fiscal year begins").waitFor();
    await pick(/^Week begins/, "Sunday");
    await ada.toast("Saved: Week begins").waitFor();
    await pick(/^Currency/, "CHF");
    await ada.toast("Saved: Currency").waitFor();
    const now = await company();
    assert.equal(now.fiscal_year_begins, "april");
    assert.equal(now.week_begins, "sunday");
    assert.equal((await api.get("/settings")).currency, "CHF");
    await ada.undo_by_toast("Saved: Currency");
    assert.equal((await api.get("/settings")).currency, "EUR");
    assert.equal((await company()).week_begins, "sunday");
  });

  await check("the name in the corner follows, and so do the rates", async () => {
    await page.getByRole("textbox", { name: /^Name/ }).fill("Halden & Daughters");
    await page.keyboard.press("Tab");
    await ada.toast("Saved: Name").waitFor();
    assert.equal((await api.get("/settings")).company, "Halden & Daughters");
  });

  await check("a logo is shown where it was chosen, and removed", async () => {
    const file = { name: "logo.png", mimeType: "image/png", buffer: picture };
    await page.locator("input[type=file]").setInputFiles(file);
    const logo = page.getByRole("img", { name: "Logo of Halden & Daughters" });
    await logo.waitFor();
    await page.waitForFunction(() => document.querySelector("main img")?.naturalWidth === 1);
    await ada.has_no_axe_findings("company with a logo");
    await page.getByRole("button", { name: "Remove the logo" }).click();
    await logo.waitFor({ state: "detached" });
    assert.equal((await company()).logo, null);
  });

  await check("the history is one click away", async () => {
    await page.getByRole("link", { name: "History", exact: true }).last().click();
    await page.waitForURL(/\/companies\/.+\/history/);
    await page
      .getByText(/Week begins/)
      .first()
      .waitFor();
    await ada.has_no_axe_findings("history of the company");
  });

  await check("rates have days: the latest that has begun counts", async () => {
    await api.post("/currencies", { code: "USD", rate: 0.9, rate_on: "2020-01-01" });
    await api.post("/currencies", { code: "USD", rate: 0.95, rate_on: "2999-01-01" });
    await ada.go("/settings/currencies");
    const form = page.getByRole("form", { name: /^Add: / });
    await form.getByLabel("Code").fill("USD");
    await form.getByLabel("Rate", { exact: false }).first().fill("0.92");
    await form.getByRole("button", { name: /^Add: / }).click();
    await ada.toast(/^Added: USD/).waitFor();
    const today = page.getByRole("region", { name: "Counts today" });
    await today.getByText("1 USD = 0.92 EUR").waitFor();
    await today.getByText(/from .*2999: 0.95/).waitFor();
    assert.equal(await page.getByText("counts today", { exact: true }).count(), 1);
    await ada.undo_by_toast("Added: USD");
    await today.getByText("1 USD = 0.9 EUR").waitFor();
    await ada.has_no_axe_findings("rates");
  });

  await check("business hours: made, typed, refused with the reason beside, undone", async () => {
    await ada.go("/settings/hours");
    await page.getByText("There are no business hours yet").waitFor();
    await page.getByRole("form").getByLabel("Name").fill("Office");
    await page.getByRole("button", { name: "Add business hours" }).click();
    const office = page.getByRole("region", { name: "Office", exact: true });
    await office.getByText("40 hours a week").waitFor();
    const until = office.getByLabel("Monday of Office, until");
    await until.fill("12:30");
    await until.press("Enter");
    await ada.toast("Saved: Monday").waitFor();
    assert.equal((await calendar()).monday, "09:00-12:30");
    await office.getByRole("button", { name: "Add hours on Monday of Office" }).press("Enter");
    await office.getByText("38.5 hours a week").waitFor();
    assert.equal((await calendar()).monday, "09:00-12:30, 13:30-16:30");
    ada.expect_refusal("422 /api/v1/business_calendars");
    const second = office.getByLabel("Monday of Office, from").nth(1);
    await second.fill("11:00");
    await second.press("Enter");
    await office.getByRole("alert").waitFor();
    assert.equal((await calendar()).monday, "09:00-12:30, 13:30-16:30");
    await second.press("Escape");
    await office.getByRole("button", { name: /Monday to Friday as on Monday/ }).click();
    await ada.toast(/^Saved: Tuesday, Wednesday/).waitFor();
    assert.equal((await calendar()).friday, "09:00-12:30, 13:30-16:30");
    await ada.undo_by_toast("Saved: Tuesday");
    assert.equal((await calendar()).friday, "09:00-17:00");
  });

  await check("the company works by them, and holidays belong to them", async () => {
    const office = page.getByRole("region", { name: "Office", exact: true });
    await office.getByRole("button", { name: "Work by these hours" }).click();
    await office.getByText("The company works by these hours").waitFor();
    const { id } = await calendar();
    assert.equal((await company()).calendar, id);
    await api.post("/holidays", { name: "Long ago", day: "2001-01-01", calendar: id });
    const form = office.getByRole("form", { name: /^Add: Holiday/ });
    await form.getByLabel("Name").fill("Founders' day");
    await form.getByRole("textbox", { name: /^Day/ }).fill("24/12/2999");
    await form.getByLabel("Name").focus();
    await form.getByRole("button", { name: /^Add: / }).click();
    await ada.toast("Added: Founders' day").waitFor();
    assert.equal((await api.first("holidays", 'name : "Founders"')).calendar, id);
    await office.getByRole("row").nth(1).waitFor();
    assert.equal(await office.getByRole("row").count(), 2); // the head and the one of these years
    await ada.has_no_axe_findings("business hours");
    await page.getByRole("link", { name: /All holidays of Office/ }).click();
    await page.waitForURL(/\/holidays/);
    await page.getByText("Long ago").first().waitFor();
  });

  await check("on a phone nothing is wider than the window", async () => {
    const small = await (await arrive({ size: phone, touch: true })).sign_in(administrator);
    for (const name of screens) {
      await small.go(`/settings/${name}`);
      await small.fits(name);
      await small.has_no_axe_findings(`${name} on a phone`);
    }
    await small.leave();
  });

  await check("at night, in German", async () => {
    await api.patch("/me", { language: "de" });
    const night = await (await arrive({ dark: true })).sign_in(administrator);
    const said = { company: "Geschäftsjahr", currencies: "Gilt heute", hours: "Feiertage" };
    for (const name of screens) {
      await night.go(`/settings/${name}`);
      await night.page.getByText(said[name]).first().waitFor();
      await night.has_no_axe_findings(`${name} at night`);
      await night.fits(`${name} in German`);
    }
    await night.leave();
  });
}
