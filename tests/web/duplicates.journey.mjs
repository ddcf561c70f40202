// Who it might be while somebody types, the hint on the page, and the queue of all pairs.
import assert from "node:assert/strict";
import { until } from "./harness/until.mjs";

export const title = "duplicates";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const eva = await api.post("/contacts", {
    first_name: "Evangeline",
    last_name: "Oduya-Marsh",
    emails: ["evangeline@marsh.example"],
    phones: ["+44 20 7946 0812"],
  });
  const ada = await (await arrive()).sign_in(administrator, "/contacts");
  const { page } = ada;
  const dialog = page.getByRole("dialog");
  const note = dialog.getByRole("region", { name: "This may be there already" });

  await need("typing says who it might be and why", async () => {
    await page.keyboard.press("c");
    await dialog.getByText("Contact", { exact: true }).first().click();
    await dialog.getByRole("textbox", { name: /^First name/ }).fill("Evangelin");
    await dialog.getByRole("textbox", { name: /^Last name/ }).fill("Oduya Marsh");
    await note.getByText("Evangeline Oduya-Marsh").waitFor();
    await note.getByText(/similar first name/).waitFor();
    await ada.has_no_axe_findings("typing");
  });

  await check("one click says that it is not the same, and that is remembered", async () => {
    await note.getByRole("button", { name: /^Not the same/ }).click();
    await note.waitFor({ state: "detached" });
    await page.keyboard.press("Control+Enter");
    await ada.toast("Evangelin Oduya Marsh created").waitFor();
    const made = await api.first("contacts", 'first_name = "Evangelin"');
    await until(async () => {
      const { pairs } = await api.get("/duplicates?object=contact");
      assert.ok(!pairs.some((pair) => [pair.a.id, pair.b.id].includes(made.id)));
      const { candidates } = await api.get(`/contacts/${made.id}/duplicates`);
      return candidates.length === 0;
    }, "that what was said while typing is kept");
  });

  const twin = await api.post("/contacts", {
    first_name: "Evangeline",
    last_name: "Oduya",
    emails: ["evangeline@marsh.example"],
  });

  await check("a record that may be there twice says so", async () => {
    await ada.go(`/contacts/${eva.id}`);
    const hint = page.getByRole("region", { name: "May be there twice" });
    await hint.getByText("Evangeline Oduya", { exact: true }).waitFor();
    await hint.getByText(/same e-mail/).waitFor();
    await hint.getByRole("link", { name: /^Compare and merge/ }).waitFor();
    await ada.has_no_axe_findings("hint");
  });

  const pairs_of_twin = async () => {
    const { pairs } = await api.get("/duplicates?object=contact&limit=200");
    return pairs.filter((one) => one.a.id === twin.id || one.b.id === twin.id).length;
  };
  const pair = page.locator(`[data-pair*="${twin.id}"]`);
  await need("the queue has the pair, with the reasons", async () => {
    await until(async () => (await pairs_of_twin()) > 0, "the pair");
    await ada.go("/duplicates?object=contact");
    await pair.getByText(/same e-mail/).waitFor();
    await pair.getByRole("link", { name: /^Merge/ }).waitFor();
    await ada.has_no_axe_findings("queue");
  });

  await check("N sets the pair apart for good, and undo brings it back", async () => {
    await pair.focus();
    await page.keyboard.press("n");
    await pair.waitFor({ state: "detached" });
    await until(async () => (await pairs_of_twin()) === 0, "that it is apart");
    await ada.undo_by_toast("not the same");
    await until(async () => (await pairs_of_twin()) === 1, "that it is back");
  });

  await check("an administrator has all compared again and sees how far it is", async () => {
    await page.getByRole("button", { name: "Compare all again" }).click();
    await page.getByText(/^Compared/).waitFor();
    await pair.waitFor();
  });

  await check("on a telephone nothing is cut off", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await pair.waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} pixels wide`);
    await ada.has_no_axe_findings("queue on a telephone");
  });
}
