// Strings that break other programs, as names: shown as they are, run never.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { naughty_strings } from "./harness/place.mjs";
import { until } from "./harness/until.mjs";

export const title = "naughty strings";
export const data = "company";

const own = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(2)>',
  "javascript:alert(3)",
  "{{constructor.constructor('alert(4)')()}}",
  "<svg onload=alert(5)>",
  "'; DROP TABLE accounts; --",
  "‮right to left‬ مرحبا",
  "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
  "👩‍👩‍👧‍👦 family",
  "${7*7} #{7*7} <%= 7*7 %>",
];

function strings() {
  if (!naughty_strings) return own;
  const file = readdirSync(naughty_strings).find((name) => name.endsWith(".json"));
  if (!file) return own;
  const all = JSON.parse(readFileSync(path.join(naughty_strings, file), "utf8"));
  return [...own, ...all.flat().filter((one) => typeof one === "string")];
}

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const made = [];
  for (const text of new Set(strings())) {
    if (!text.trim() || text.length > 400) continue;
    const record = await api
      .post("/accounts?duplicates=allow", { name: text, description: text, sector: text })
      .catch(() => null);
    // What is no text at all (a lone control character) is refused, and that is tested elsewhere.
    if (record) made.push(record);
  }
  const ada = await (await arrive()).sign_in(administrator, "/help");
  const { page } = ada;
  const ran = () => page.evaluate(() => document.querySelectorAll("main script, main img").length);

  await check(`${made.length} of them in the list, harmless`, async () => {
    assert.ok(made.length >= own.length - 1);
    await ada.go("/accounts?sort=created_at&columns=name,sector,owner");
    await page.getByRole("gridcell").first().waitFor();
    await page.mouse.move(700, 500);
    // The head is a row, too.
    const end = page.locator(`[role=row][aria-rowindex="${made.length + 1}"]`);
    await until(async () => {
      await page.mouse.wheel(0, 1200);
      await ada.has_done_its_turn();
      return (await end.count()) > 0;
    }, "the last row");
    assert.equal(await ran(), 0);
    await ada.fits("list");
  });

  await check("each of ours on its record, letter by letter", async () => {
    for (const record of made.slice(0, own.length)) {
      await ada.go(`/accounts/${record.id}`);
      const heading = page.getByRole("heading", { level: 1 });
      await heading.waitFor();
      assert.equal(await heading.textContent(), record.name);
      assert.equal(await ran(), 0);
    }
  });

  await check("in the palette and in the history", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().fill("<script>");
    await page.getByRole("option", { name: "“<script>”" }).first().waitFor();
    await page.keyboard.press("Escape");
    await api.post("/accounts?duplicates=allow", { name: own[0] });
    await ada.go("/history");
    await page.getByText("<script>alert(1)</script>").first().waitFor();
    assert.equal(await ran(), 0);
    await ada.fits("history");
  });

  await check("a naughty address in a filter is only a filter", async () => {
    ada.expect_refusal("400 /api/v1/", "422 /api/v1/");
    await ada.go("/accounts?filter=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
    assert.equal(await ran(), 0);
  });
}
