// Editing in place on the list and on the record, two people at once, changes that arrive alone.
import assert from "node:assert/strict";

export const title = "edits";
export const data = "demo";
export const limit_s = 400;

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const deal = await api.first("deals", 'status = "open" AND account:*');
  const mia = await server.invite_known(api, "Mia Hartmann", "administrator");
  const ada = await (await arrive()).sign_in(administrator, "/deals");
  const { page } = ada;
  const line = (where, label) =>
    where.getByRole("button", { name: `Edit ${label}`, exact: true }).first();

  await check("a cell is edited in the list with E and saved with Enter", async () => {
    await ada.go("/deals?sort=-amount");
    const top = await api.list("deals", "", 1, "&sort=-amount");
    await page.getByRole("gridcell").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("e");
    const input = page.getByRole("grid").getByRole("textbox", { name: "Amount" });
    await input.fill("1234567");
    await input.press("Enter");
    await ada.toast("Saved: Amount").waitFor();
    assert.equal(Number((await api.get(`/deals/${top[0].id}`)).amount.amount), 1234567);
  });

  await check("Escape gives an edit up", async () => {
    await page.keyboard.press("e");
    const input = page.getByRole("grid").getByRole("textbox", { name: "Amount" });
    await input.fill("1");
    await input.press("Escape");
    await input.waitFor({ state: "detached" });
    await page.getByRole("gridcell", { name: /1,234,567/ }).waitFor();
  });

  await check("Z takes the edit of the list back", async () => {
    await page.keyboard.press("z");
    await ada.toast("Undone").first().waitFor();
    await page.getByRole("gridcell", { name: /1,234,567/ }).waitFor({ state: "detached" });
  });

  await check("a field of the record is edited in place", async () => {
    await ada.go(`/deals/${deal.id}`);
    await line(page, "Next step").click();
    await page.getByRole("textbox", { name: "Next step" }).fill("Call the buyer");
    await page.keyboard.press("Enter");
    await ada.toast("Saved: Next step").waitFor();
    assert.equal((await api.get(`/deals/${deal.id}`)).next_step, "Call the buyer");
  });

  await check("a wrong value says why beside the field and is kept there", async () => {
    ada.expect_refusal(`422 /api/v1/deals/${deal.id}`);
    await line(page, "Name").click();
    const input = page.getByRole("textbox", { name: "Name", exact: true });
    await input.fill("");
    await input.press("Enter");
    await page.locator("[data-editing]").getByRole("alert").waitFor();
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    await ada.has_no_axe_findings("refused edit");
    await input.press("Escape");
    assert.equal((await api.get(`/deals/${deal.id}`)).name, deal.name);
  });

  const other = await (await arrive()).sign_in(mia, `/deals/${deal.id}`);
  await check("another person's change appears without reload", async () => {
    await line(other.page, "Next step").waitFor();
    await line(page, "Next step").click();
    await page.getByRole("textbox", { name: "Next step" }).fill("Visit on Thursday");
    await page.keyboard.press("Enter");
    await other.page.getByText("Visit on Thursday").first().waitFor();
  });

  await check("both change the same field: the second sees both values and decides", async () => {
    ada.expect_refusal(`409 /api/v1/deals/${deal.id}`);
    await line(page, "Competitor").click();
    const mine = page.getByRole("textbox", { name: "Competitor" });
    await mine.fill("Initech");
    const theirs = await server.person(mia);
    await theirs.patch(`/deals/${deal.id}`, { competitor: "Globex" });
    await mine.press("Enter");
    const asked = page.getByRole("dialog", { name: "Two values for the same field" });
    await asked.getByText("Globex").waitFor();
    await asked.getByText("Initech").waitFor();
    await ada.has_no_axe_findings("conflict");
    await asked.getByText("Initech").click();
    const saved = page.waitForResponse(
      (answer) =>
        answer.request().method() === "PATCH" && answer.url().endsWith(`/deals/${deal.id}`),
    );
    await asked.getByRole("button", { name: "Save this choice" }).click();
    await asked.waitFor({ state: "detached" });
    assert.ok((await saved).ok());
    assert.equal((await api.get(`/deals/${deal.id}`)).competitor, "Initech");
  });

  await check("changes of different fields both stand", async () => {
    await line(page, "Forecast category").click();
    const mine = page.getByRole("textbox", { name: "Forecast category" });
    await mine.fill("Commit");
    const theirs = await server.person(mia);
    await theirs.patch(`/deals/${deal.id}`, { description: "Two sites" });
    await mine.press("Enter");
    await ada.toast("Saved: Forecast category").waitFor();
    const now = await api.get(`/deals/${deal.id}`);
    assert.equal(now.forecast_category, "Commit");
    assert.equal(now.description, "Two sites");
  });
}
