// A firm that works in German: what set-up made, the log, what was refused, every screen. None of
// the texts that the catalogue has in German is shown in English.
import assert from "node:assert/strict";
import { english_among } from "./harness/english.mjs";
import { screens_of } from "./harness/screens_of.mjs";
import { wide } from "./harness/visitor.mjs";

export const title = "german";
export const data = "german_demo";
export const limit_s = 600;

// Every text that is on the screen or read aloud.
const texts_on = (page) =>
  page.evaluate(() => {
    const texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest("script, style, [data-typed]")) {
        texts.add(walker.currentNode.textContent.trim());
      }
    }
    for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
      for (const name of ["aria-label", "placeholder", "title"]) {
        texts.add(one.getAttribute(name) ?? "");
      }
    }
    return [...texts].filter(Boolean);
  });

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  await api.patch("/me", { language: "de" });
  const ada = await (await arrive({ size: wide })).sign_in(administrator);
  const { page } = ada;

  await check("the set-up spoke German", async () => {
    const stages = (await api.get("/stages")).records.map((stage) => stage.name);
    assert.ok(stages.includes("Anbahnung") && stages.includes("Gewonnen"), stages.join());
    const roles = (await api.get("/roles")).records.map((role) => role.name);
    assert.ok(roles.includes("Führungskraft") && roles.includes("Nur lesen"), roles.join());
  });

  await check("what is refused is refused in German", async () => {
    await page.goto("/deals");
    await ada.settled();
    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: "Anlegen" }).waitFor();
    await page.keyboard.press("d");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: "Deal anlegen" }).waitFor();
    ada.expect_refusal("422 /api/v1/deals");
    await dialog.getByRole("button", { name: "Anlegen", exact: true }).click();
    await dialog.getByText("ist Pflicht.").first().waitFor();
    assert.deepEqual(english_among(await texts_on(page)), []);
    await page.keyboard.press("Escape");
  });

  for (const [name, address] of Object.entries(await screens_of(api))) {
    await check(`${name} has no English`, async () => {
      await ada.go(address);
      const texts = await texts_on(page);
      assert.ok(texts.length > 10, `only ${texts.length} texts`);
      assert.deepEqual(english_among(texts), []);
    });
  }
}
