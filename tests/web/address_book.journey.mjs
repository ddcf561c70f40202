// The address book on a phone: where it is entered, a key for a device, shown once, and the phone
// itself coming in with it.
import assert from "node:assert/strict";

export const title = "address book";
export const data = "company";

export default async function ({ server, administrator, arrive, check, need }) {
  const ada = await (await arrive()).sign_in(administrator);
  const { page } = ada;
  const address = new URL(page.url()).origin;
  let key = "";
  let user = "";

  await need("the settings say server and user name", async () => {
    await page.goto(`${address}/settings/address_book`);
    await page.getByRole("heading", { name: "Address book on your phone" }).waitFor();
    const shown = await page.getByRole("textbox", { name: "Server" }).inputValue();
    assert.equal(shown, `${address}/dav/`);
    user = await page.getByRole("textbox", { name: "User name" }).inputValue();
    assert.match(user, /@/);
    await page.getByText("No device has a key yet.").waitFor();
    await ada.has_no_axe_findings("address book");
  });

  const ask = (password) =>
    fetch(`${address}/dav/`, {
      method: "PROPFIND",
      headers: {
        Depth: "0",
        Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
      },
    });

  await check("a key for a device is shown once, and opens the book", async () => {
    await page.getByRole("textbox", { name: "Name of the device" }).fill("Blue phone");
    await page.getByRole("button", { name: "Make a key for a device" }).click();
    key = await page.getByRole("status").getByRole("textbox", { name: "Password" }).inputValue();
    assert.match(key, /^comity_/);
    assert.equal((await ask(key)).status, 207);
    assert.equal((await ask("comity_wrong")).status, 401);
    await page.reload();
    await page.getByText("Blue phone").waitFor();
    await page.getByText(/last in step/).waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Password" }).count(), 0);
  });

  await check("which contacts are on the phone is chosen here", async () => {
    await page.getByText("All I can see").click();
    await ada.settled();
    const me = await (await server.person(administrator)).get("/me");
    assert.equal(me.preferences.address_book, "all");
  });

  await check("a revoked key opens nothing any more", async () => {
    await page.getByRole("button", { name: /Blue phone/ }).click();
    await page.getByText("No device has a key yet.").waitFor();
    assert.equal((await ask(key)).status, 401);
    // Nor does one stay on the screen that was made just now.
    await page.getByRole("button", { name: "Make a key for a device" }).click();
    await page.getByRole("textbox", { name: "Password" }).waitFor();
    await page.getByRole("button", { name: /My phone/ }).click();
    await page.getByText("No device has a key yet.").waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Password" }).count(), 0);
  });

  await check("in German, on a phone, in the dark", async () => {
    const api = await server.person(administrator);
    await api.patch("/me", { language: "de" });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await page.getByRole("heading", { name: "Adressbuch auf Ihrem Telefon" }).waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
    await ada.has_no_axe_findings("address book on a phone");
  });
}
