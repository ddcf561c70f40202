// A rep sees what a rep may see: in lists, on the board, in search, on addresses typed by hand.
import assert from "node:assert/strict";

export const title = "rights";
export const data = "demo";

const words_as_pattern = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const { id: role } = await api.first("roles", 'key = "rep"');
  const reach = { read: "own", create: "own", update: "own", delete: "own", export: "none" };
  const { permissions } = await api.get(`/roles/${role}`);
  await api.patch(`/roles/${role}`, {
    permissions: { ...permissions, deal: reach },
    hidden_fields: { deal: ["probability"] },
  });
  const lena = await server.invite_known(api, "Lena Brook");
  const own = await api.count("deals", `owner = "${lena.id}"`);
  const foreign = await api.first("deals", `owner != "${lena.id}" AND status = "open"`);
  const rep = await (await arrive()).sign_in(lena, "/deals");
  const { page } = rep;

  await check("the list holds only what is theirs", async () => {
    assert.ok(own > 0);
    await page
      .locator("[aria-live=polite]")
      .getByText(own.toLocaleString("en"), { exact: true })
      .waitFor();
    await rep.has_no_axe_findings("deals of a rep");
  });

  await check("nothing to export, no import, no rights of others in the settings", async () => {
    assert.equal(await page.getByRole("button", { name: /^Export/ }).count(), 0);
    await rep.go("/settings");
    assert.equal(await page.getByRole("link", { name: "Roles and rights" }).count(), 0);
  });

  await check("a record of somebody else is not there", async () => {
    rep.expect_refusal(`404 /api/v1/deals/${foreign.id}`);
    await rep.go(`/deals/${foreign.id}`);
    await page.getByText("This is not there, or not visible to you").waitFor();
    await rep.has_no_axe_findings("not visible");
  });

  await check("search does not find it either", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().fill(foreign.name);
    // Offered once the answer to these very words stands there, below what was found.
    await page
      .getByRole("option", { name: new RegExp(`“${words_as_pattern(foreign.name)}”$`) })
      .first()
      .waitFor();
    const found = await page.getByRole("option", { name: foreign.name, exact: true }).count();
    assert.equal(found, 0);
    await page.keyboard.press("Escape");
  });

  await check("a field that is hidden from the role is nowhere on the record", async () => {
    const [mine] = await api.list("deals", `owner = "${lena.id}"`, 1);
    await rep.go(`/deals/${mine.id}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.getByText("Probability", { exact: true }).count(), 0);
  });

  await check("the board's totals are of their own deals", async () => {
    await rep.go("/deals/board");
    const { rows } = await (await server.person(lena)).get(
      "/deals/aggregate?group=stage&measure=count",
    );
    const column = page.getByRole("region", { name: "Proposal", exact: true });
    const count = rows.find((row) => row.stage === "proposal")?.count ?? 0;
    await column.getByText(String(count), { exact: true }).first().waitFor();
  });

  await check("who may only read is offered nothing to change", async () => {
    const tim = await server.invite_known(api, "Tim Osei", "read_only");
    const reader = await (await arrive()).sign_in(tim, "/deals");
    await reader.page.getByRole("gridcell").first().waitFor();
    await reader.page.keyboard.press("Shift+Enter");
    await reader.page.getByRole("heading", { level: 1 }).first().waitFor();
    assert.equal(await reader.page.locator("[data-field-button]").count(), 0);
    assert.equal(await reader.page.locator("[data-composer]").count(), 0);
    await reader.leave();
  });
}
