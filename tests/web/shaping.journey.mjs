// An administrator shapes what Comity keeps, and the other screens know it at once.
import assert from "node:assert/strict";

export const title = "shaping";
export const data = "demo";

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/settings/objects");
  const { page } = ada;
  const main = page.getByRole("main");

  await need("an object is added with two words", async () => {
    await main.getByRole("button", { name: "Add an object" }).click();
    await ada.has_no_axe_findings("add an object");
    await main.getByRole("textbox", { name: /What one of them is called/ }).fill("Vessel");
    await main.getByRole("textbox", { name: /And several/ }).fill("Vessels");
    await main
      .getByRole("form", { name: "Add an object" })
      .getByRole("button", { name: "Add an object" })
      .click();
    await page.getByRole("heading", { name: "Fields of Vessels" }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Vessels" }).first().waitFor();
  });

  await need("a choice is added from a template, with another choice", async () => {
    await main.getByRole("button", { name: "Priority", exact: true }).click();
    const form = main.getByRole("form", { name: "Add a field" });
    await form.getByRole("button", { name: "Add a choice" }).click();
    await form.getByRole("textbox", { name: "Choice 4" }).fill("Urgent");
    await ada.has_no_axe_findings("field form");
    await form.getByRole("button", { name: "Add a field" }).click();
    await ada.toast("Priority is there").waitFor();
    const field = (await api.get("/objects/vessel")).fields.find((one) => one.name === "priority");
    assert.deepEqual(
      field.choices.map((one) => one.key),
      ["low", "medium", "high", "urgent"],
    );
  });

  await check("a field that cannot be says why beside it, and nothing is kept", async () => {
    await main.getByRole("button", { name: "Add a field" }).first().click();
    const form = main.getByRole("form", { name: "Add a field" });
    await form.getByRole("textbox", { name: "Label" }).fill("Select");
    ada.expect_refusal("422 /api/v1/objects/vessel/fields");
    await form.getByRole("button", { name: "Add a field" }).click();
    await form.getByText("is a word of SQL").first().waitFor();
    await form.getByRole("button", { name: "Cancel" }).click();
    const names = (await api.get("/objects/vessel")).fields.map((one) => one.name);
    assert.ok(!names.includes("select"));
  });

  await check("removing goes to the bin and the toast brings it back", async () => {
    await main.getByRole("button", { name: "Remove Priority" }).click();
    await ada.toast("Priority is in the bin").waitFor();
    await main.getByRole("button", { name: "Remove Priority" }).waitFor({ state: "detached" });
    await ada.undo_by_toast("Priority is in the bin");
    await main.getByRole("button", { name: "Remove Priority" }).waitFor();
  });

  await check("the list and the form know the new object", async () => {
    await api.post("/vessels", { name: "Aurora", priority: "urgent" });
    await ada.go("/vessels");
    await page
      .getByRole("gridcell", { name: /Aurora/ })
      .first()
      .waitFor();
    await page.getByText("Urgent").first().waitFor();
  });

  await check("all of it is one text, looked at before it is brought in, and undone", async () => {
    await ada.go("/settings/objects");
    const link = main.getByRole("link", { name: "Download" });
    assert.equal(await link.getAttribute("href"), "/api/v1/definitions");
    const text = await api.get("/definitions");
    assert.deepEqual(
      text.objects.map((one) => one.name),
      ["vessel"],
    );
    text.objects[0].fields.push({ name: "flag", kind: "text", label: "Flag" });
    text.rules.push({
      object: "vessel",
      name: "Has a flag",
      condition: "NOT flag:*",
      message: "No flag.",
    });
    const give = (content) =>
      main.locator("input[type=file]").setInputFiles({
        name: "shaped.json",
        mimeType: "application/json",
        buffer: Buffer.from(content),
      });
    await give(JSON.stringify(text));
    await main.getByText("vessel.flag", { exact: true }).waitFor();
    await main.getByText("“Has a flag”").waitFor();
    await ada.has_no_axe_findings("what a text would change");
    assert.equal((await api.get("/definitions")).objects[0].fields.at(-1).name, "priority");
    await main.getByRole("button", { name: "Apply" }).click();
    await ada.toast("The definitions are brought in").waitFor();
    assert.equal((await api.get("/definitions")).rules.at(-1).name, "Has a flag");
    await ada.undo_by_toast("The definitions are brought in");
    const after = await api.get("/definitions");
    assert.equal(after.objects[0].fields.at(-1).name, "priority");
    assert.ok(!after.rules.some((one) => one.name === "Has a flag"));
    ada.expect_refusal("422 /api/v1/definitions");
    await give('{"comity_definitions": 1,\n"objects": [{"name": "select"},\n{"name": "from"}]}');
    await main.getByText("Line 3:").first().waitFor();
    await main.getByText("nothing was changed").first().waitFor();
    await ada.has_no_axe_findings("mistakes of a text");
  });
}
