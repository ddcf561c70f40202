// Who may see what: sharing one record, why somebody sees it, what a role would change, view as.
import assert from "node:assert/strict";

export const title = "access";
export const data = "demo";

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const { id: role } = await api.first("roles", 'key = "rep"');
  const reach = { read: "own", create: "own", update: "own", delete: "own", export: "none" };
  const { permissions } = await api.get(`/roles/${role}`);
  await api.patch(`/roles/${role}`, { permissions: { ...permissions, deal: reach } });
  const lena = await server.invite_known(api, "Lena Brook");
  const deal = await api.first("deals", `owner != "${lena.id}" AND status = "open"`);
  const as_lena = await server.person(lena);
  const seen_by_lena = () => as_lena.count("deals", `id = "${deal.id}"`);
  const ada = await (await arrive()).sign_in(administrator, `/deals/${deal.id}`);
  const { page } = ada;

  async function pick(name, text) {
    const input = page.getByRole("dialog").getByRole("combobox", { name, exact: true });
    await input.fill(text);
    await page.getByRole("option", { name: text }).first().click();
  }

  await check("a deal is shared with a person from its page", async () => {
    assert.equal(await seen_by_lena(), 0);
    await page.getByRole("button", { name: "More actions" }).first().click();
    await page.getByRole("menuitem", { name: "Share…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Nobody yet").waitFor();
    await ada.has_no_axe_findings("share");
    await pick("Person", "Lena Brook");
    await dialog.getByRole("button", { name: "Share", exact: true }).click();
    await dialog.locator("[data-shares]").getByText("Lena Brook").waitFor();
    await ada.toast("Shared with Lena Brook").waitFor();
    assert.equal(await seen_by_lena(), 1);
    assert.equal((await as_lena.count("deals", `owner != "${lena.id}"`)) > 1, false);
  });

  await check("the dialog says who sees it, and why somebody cannot change it", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.locator("[data-seers]").getByText("shared it with Lena Brook").waitFor();
    await pick("Choose a person", "Lena Brook");
    const reasons = dialog.locator("[data-reasons]");
    await reasons.getByText("See · May", { exact: true }).waitFor();
    await reasons.getByText("Change · May not").waitFor();
    await reasons.getByText("it is shared to be read, not to be changed").waitFor();
    await ada.has_no_axe_findings("why");
  });

  await check("a share is ended there too", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "End the share with Lena Brook" }).click();
    await dialog.getByText("Nobody yet").waitFor();
    assert.equal(await seen_by_lena(), 0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  await check("a role says what it would change before it is saved", async () => {
    const before = JSON.stringify((await api.get(`/roles/${role}`)).permissions);
    await ada.go(`/settings/roles?role=${role}`);
    const select = page.getByRole("combobox", { name: "See, Deals", exact: true });
    await select.selectOption("all");
    const words = page.locator("[data-consequences]");
    await words.getByText(/see [\d,]+ Deals of others|sees [\d,]+ Deals of others/).waitFor();
    await ada.has_no_axe_findings("consequences of a role");
    await page.getByRole("button", { name: "Discard" }).click();
    assert.equal(await select.inputValue(), "own");
    assert.equal(JSON.stringify((await api.get(`/roles/${role}`)).permissions), before);
  });

  await check("saved, it is so", async () => {
    await page.getByRole("combobox", { name: "See, Deals", exact: true }).selectOption("all");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await ada.toast(/^Saved/).waitFor();
    assert.equal(await seen_by_lena(), 1);
    const now = (await api.get(`/roles/${role}`)).permissions;
    await api.patch(`/roles/${role}`, {
      permissions: { ...now, deal: { ...now.deal, read: "own" } },
    });
  });

  await check("a person's role and team are changed with what follows in view", async () => {
    await ada.go("/settings/users");
    await page.getByRole("button", { name: "Change role and team of Lena Brook" }).click();
    await pick("Role", "Read only");
    const dialog = page.getByRole("dialog");
    await dialog.locator("[data-consequences] li").first().waitFor();
    await dialog.getByRole("button", { name: "Discard" }).click();
    assert.equal((await api.get(`/users/${lena.id}`)).role, role);
  });

  await check("view as: what the person sees, under a banner, and nothing to change", async () => {
    await page.getByRole("button", { name: "View as Lena Brook" }).click();
    const banner = page.locator("[data-view-banner]");
    await banner.getByText("You are looking as Lena Brook. Nothing can be changed.").waitFor();
    await ada.go("/deals");
    await banner.waitFor();
    const own = await api.count("deals", `owner = "${lena.id}"`);
    await page
      .locator("[aria-live=polite]")
      .getByText(own.toLocaleString("en"), { exact: true })
      .waitFor();
    await ada.has_no_axe_findings("view as");
    assert.equal(await page.getByRole("button", { name: "Create", exact: true }).count(), 0);
    ada.expect_refusal("403 /api/v1/deals");
    const refused = await page.evaluate(async (user) => {
      const { csrf_header, csrf } = await (await fetch("/api/v1/session")).json();
      const headers = { "X-View-As": user, [csrf_header]: csrf };
      const body = JSON.stringify({ name: "x" });
      return (await fetch("/api/v1/deals", { method: "POST", headers, body })).status;
    }, lena.id);
    assert.equal(refused, 403);
    const { changes } = await api.get("/changes?limit=5");
    assert.ok(changes.some((one) => one.label.includes("looked as Lena Brook")));
  });

  await check("back to oneself", async () => {
    await page.getByRole("button", { name: "Back to me" }).click();
    await page.waitForURL("**/settings/users");
    await page.getByRole("button", { name: "View as Lena Brook" }).waitFor();
    assert.equal(await page.locator("[data-view-banner]").count(), 0);
  });
}
