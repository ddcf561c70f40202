// An account in its group: where it stands, what the group comes to, and a filter for all of it.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "trees";
export const data = "demo";
export const limit_s = 400;

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const group = await api.post("/accounts", { name: "Halden Group" });
  const nord = await api.post("/accounts", { name: "Halden Nord", parent: group.id });
  const harbour = await api.post("/accounts", { name: "Halden Harbour", parent: nord.id });
  await api.post("/deals", { name: "Group roof", amount: "100", account: group.id });
  await api.post("/deals", { name: "Nord roof", amount: "20", account: nord.id });
  await api.post("/deals", { name: "Harbour roof", amount: "3", account: harbour.id });
  const ada = await (await arrive()).sign_in(administrator, `/accounts/${nord.id}`);
  const { page } = ada;
  const hierarchy = page.getByRole("region", { name: "Account hierarchy" });

  await check("a record shows what stands above and below it", async () => {
    await hierarchy.getByRole("link", { name: "Halden Group" }).waitFor();
    await hierarchy.getByText("Halden Nord").waitFor();
    await hierarchy.getByRole("link", { name: "Halden Harbour" }).waitFor();
    await hierarchy.getByText("2 Accounts in all").waitFor();
    await ada.has_no_axe_findings("hierarchy");
    await ada.fits("hierarchy");
  });

  await check("the way up is a link, and children unfold by keyboard", async () => {
    await hierarchy.getByRole("link", { name: "Halden Group" }).click();
    await page.waitForURL(`**/accounts/${group.id}`);
    const unfold = hierarchy.getByRole("button", { name: "What is below Halden Nord" });
    await unfold.focus();
    assert.equal(await unfold.getAttribute("aria-expanded"), "false");
    await page.keyboard.press("Enter");
    await hierarchy.getByRole("link", { name: "Halden Harbour" }).waitFor();
    assert.equal(await unfold.getAttribute("aria-expanded"), "true");
  });

  await check("figures say what it is alone and with all below, and open", async () => {
    const open_deals = hierarchy.getByRole("row", { name: /Open deals/ });
    const figures = open_deals.getByRole("link");
    assert.deepEqual(await figures.allInnerTexts(), ["1", "3"]);
    await figures.last().click();
    await page.waitForURL("**/deals?filter=**");
    for (const name of ["Group roof", "Nord roof", "Harbour roof"])
      await page.getByText(name).first().waitFor();
    await page.getByText("or below it").first().waitFor();
    await ada.settled();
    assert.equal(await page.getByText("3 of 3").count(), 0);
    await page.goBack();
  });

  await check("folding it is remembered", async () => {
    const fold = hierarchy.getByRole("button", { name: "Account hierarchy" });
    await fold.click();
    assert.equal(await fold.getAttribute("aria-expanded"), "false");
    await page.goto(`${server.address}/accounts/${harbour.id}`);
    assert.equal(await fold.getAttribute("aria-expanded"), "false");
    await fold.click();
    await hierarchy.getByText("Halden Harbour").waitFor();
  });

  await check("a parent that would make a ring is refused in words", async () => {
    await assert.rejects(api.patch(`/accounts/${group.id}`, { parent: harbour.id }), /ring/);
    assert.equal((await api.get(`/accounts/${group.id}`)).parent, null);
  });

  await check("on a phone, in the dark, it stands among the related", async () => {
    const small = await arrive({ size: phone, touch: true, dark: true });
    await small.sign_in(administrator, `/accounts/${group.id}?tab=related`);
    const there = small.page.getByRole("region", { name: "Account hierarchy" });
    await there.getByRole("link", { name: "Halden Nord" }).waitFor();
    await small.has_no_axe_findings("hierarchy on a phone");
    await small.fits("hierarchy on a phone");
  });
}
