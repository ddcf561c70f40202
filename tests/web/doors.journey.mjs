// Ways in that go wrong say so beside the field and keep what was typed; invitations let join.
import assert from "node:assert/strict";
import { password } from "./harness/server.mjs";

export const title = "doors";
export const data = "empty";

export default async function ({ server, arrive, check }) {
  const ada = await arrive();
  const { page } = ada;
  const secret = page.getByRole("textbox", { name: "Password" });

  await check("set-up with a short password says so at the password", async () => {
    await ada.go(server.setup_path);
    await page.getByLabel("Company").fill("Acme Sales");
    await page.getByLabel("Your name").fill("Ada Lindholm");
    await page.getByLabel("E-mail").fill("ada@acme.test");
    await secret.fill("short");
    ada.expect_refusal("422 /api/v1/setup");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("A password has at least 10 characters.").first().waitFor();
    assert.equal(await page.getByLabel("Company").inputValue(), "Acme Sales");
    await ada.has_no_axe_findings("refused set-up");
  });

  await check("set-up with a wrong code says so at the code", async () => {
    ada.expect_refusal("403 /api/v1/setup");
    await secret.fill(password);
    const code = await page.getByLabel("Set-up code").inputValue();
    await page.getByLabel("Set-up code").fill("guess");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("Copy the code from where Comity was started.").waitFor();
    await page.getByLabel("Set-up code").fill(code);
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL("**/my-day");
  });

  await check("an invitation lets a colleague choose a password", async () => {
    const api = await server.person({ email: "ada@acme.test" });
    const { id: role } = await api.first("roles", 'key = "rep"');
    const made = await api.post("/users", { name: "Rico Santos", email: "rico@acme.test", role });
    const { link } = await api.post(`/users/${made.id}/invite`, {});
    const rico = await arrive();
    await rico.go(link);
    await rico.has_no_axe_findings("join");
    await rico.page.getByRole("textbox", { name: "Password" }).fill(password);
    await rico.page.getByRole("button", { name: "Set the password and go on" }).click();
    await rico.page.waitForURL("**/my-day");
    await rico.leave();
  });

  await check("signing out closes the door; what was asked for opens after it", async () => {
    ada.expect_refusal("401 /api/v1/");
    await page.getByRole("button", { name: /settings and sign out/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    await ada.go("/accounts?sort=-name");
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel("E-mail").fill("ada@acme.test");
    await secret.fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/accounts\?sort=-name/);
  });
}
