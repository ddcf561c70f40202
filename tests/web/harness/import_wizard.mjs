// Walks through the import wizard as a person would: file, columns, check, run.
import assert from "node:assert/strict";
import path from "node:path";

const run_limit_ms = 120_000;

export async function import_file(visitor, file, kind, how) {
  const { page } = visitor;
  await visitor.go("/imports");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("radio", { name: kind, exact: true }).check({ force: true });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Where does each column go?" }).waitFor();
  for (const [header, field] of Object.entries(how.map)) await map_column(page, header, field);
  await match_by(page, how.match);
  for (const [field, value] of Object.entries(how.set ?? {})) await fill_all(page, field, value);
  await page.getByRole("button", { name: "Check what would happen" }).click();
  await page.getByRole("heading", { name: "This is what would happen" }).waitFor();
  await checked(page);
  if (how.unchanged !== undefined) return all_unchanged(page, how.unchanged);
  if (how.take) {
    const take = page.getByRole("button", { name: new RegExp(`Take “${how.take}”`) });
    await take.click({ timeout: run_limit_ms });
    await checked(page);
    await page.getByText(`counts as “${how.take}”`).waitFor({ timeout: run_limit_ms });
  }
  if (how.make) await make_what_is_missing(visitor);
  // Disabled for as long as the last check runs.
  const start = page.getByRole("button", { name: /^Import [\d,]+ rows?$/ });
  await start.click({ timeout: run_limit_ms });
  await page.getByRole("button", { name: "Undo this import" }).waitFor({ timeout: run_limit_ms });
  await page.getByRole("heading", { name: `${kind} are in` }).waitFor();
  await visitor.has_no_axe_findings(`import of ${path.basename(file)}`);
}

// A good guess is left alone.
async function map_column(page, header, field) {
  const target = page.getByRole("combobox", { name: `Field for ${header}`, exact: true });
  if ((await target.inputValue()) === field) return;
  await target.click();
  await target.fill(field);
  await page.getByRole("option", { name: field, exact: true }).click();
  assert.equal(await target.inputValue(), field);
}

async function match_by(page, fields) {
  for (const field of fields) {
    const chosen = page.locator(".mantine-Pill-label", { hasText: field });
    if ((await chosen.count()) > 0) continue;
    // What takes the click is the frame around the chosen fields.
    const select = page.getByRole("combobox", { name: "Same when equal in" });
    await select.click({ force: true });
    await page.getByRole("option", { name: field, exact: true }).click();
    await select.press("Escape");
  }
}

async function fill_all(page, field, value) {
  await page.getByRole("combobox", { name: "Fill another field" }).click();
  await page.getByRole("option", { name: field, exact: true }).click();
  const target = page.getByRole("combobox", { name: `Value for ${field}` });
  await target.fill(value);
  await page.keyboard.press("Escape");
}

// The figures are those of the last check, not of one that still runs.
async function checked(page) {
  await page.waitForFunction(() => !document.querySelector("main progress"), null, {
    timeout: run_limit_ms,
  });
}

const is_check = (answer) =>
  answer.request().method() === "POST" && /\/imports\/[^/]+\/start$/.test(answer.url());

async function make_what_is_missing(visitor) {
  const { page } = visitor;
  const switches = page.getByRole("switch", { name: /^Make what is missing/ });
  for (let tries = 0; tries < 12; tries++) {
    const off = switches.and(page.locator(":not(:checked)"));
    if ((await off.count()) === 0) return;
    const enabled = off.first().and(page.locator(":enabled"));
    await enabled.waitFor({ state: "attached", timeout: run_limit_ms });
    const asked = page.waitForResponse(is_check, { timeout: run_limit_ms });
    await enabled.click({ force: true });
    await (await asked).finished();
    await visitor.has_done_its_turn();
    await checked(page);
  }
}

async function all_unchanged(page, count) {
  await page.getByText("every row is as it already is").waitFor({ timeout: run_limit_ms });
  assert.match(await page.locator("main").innerText(), new RegExp(`${count}\\s+unchanged`));
}
