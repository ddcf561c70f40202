// What is done with a person, from the person's page and without leaving it.
import assert from "node:assert/strict";

export const title = "reach";
export const data = "demo";

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const lena = await server.invite_known(api, "Lena Brook");
  const eva = await api.post("/contacts", {
    first_name: "Eva",
    last_name: "Reachable",
    phones: ["+49 (0)30 12 34"],
    emails: ["eva@reach.example"],
    preferred_channel: "phone",
  });
  const mute = await api.post("/contacts", { last_name: "Mute" });
  const ada = await (await arrive()).sign_in(administrator, `/contacts/${eva.id}`);
  const { page } = ada;
  const bar = page.getByRole("toolbar", { name: "Reach and act" });
  const here = new RegExp(`/contacts/${eva.id}`);

  await check(
    "mail and telephone are links to the right places, the wish stands beside",
    async () => {
      const href = (name) => bar.getByRole("link", { name }).getAttribute("href");
      assert.equal(await href("Mail"), "mailto:eva@reach.example");
      assert.equal(await href("Call"), "tel:+49301234");
      await bar.getByText("Prefers: Phone").waitFor();
      await ada.has_no_axe_findings("contact with actions");
    },
  );

  await check("another way than the one preferred is said, not forbidden", async () => {
    await page.evaluate(() => {
      addEventListener(
        "click",
        (event) => event.target.closest("a[href^=mailto], a[href^=tel]") && event.preventDefault(),
      );
    });
    await bar.getByRole("link", { name: "Call" }).click();
    assert.equal(await page.getByText(/prefers to be reached/).count(), 0);
    await bar.getByRole("link", { name: "Mail" }).click();
    await page.getByText("Eva Reachable prefers to be reached by: Phone").waitFor();
  });

  await check("S plans a meeting about the person and stays on the page", async () => {
    await page.keyboard.press("s");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await bar.getByRole("button", { name: "Schedule" }).click();
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    assert.match(page.url(), here);
    await page.getByText("Meeting with Eva Reachable").first().waitFor();
    const [made] = await api.list("activities", 'subject = "Meeting with Eva Reachable"', 5);
    assert.equal(made.about.id, eva.id);
    assert.equal(made.kind, "meeting");
  });

  await check("N writes a note, A hands over, by keys alone", async () => {
    await page.locator("body").press("n");
    assert.equal(
      await page.evaluate(() => !!document.activeElement.closest("[data-composer]")),
      true,
    );
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    await page.getByRole("dialog").locator("input").first().waitFor();
    await page.keyboard.type("Lena");
    await page.getByRole("option", { name: /Lena Brook/ }).waitFor();
    await page.getByRole("option", { name: /Emil Varga/ }).waitFor({ state: "detached" });
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page
      .getByText("Saved: Owner")
      .or(page.getByText(/Owner.*saved/i))
      .first()
      .waitFor();
    assert.equal((await api.get(`/contacts/${eva.id}`)).owner, lena.id);
    assert.match(page.url(), here);
  });

  await check("who has no address is offered none", async () => {
    await ada.go(`/contacts/${mute.id}`);
    await bar.waitFor();
    assert.equal(await bar.getByRole("link").count(), 0);
    assert.equal(await bar.getByRole("button", { name: "Mail" }).isDisabled(), true);
    assert.equal(await bar.getByText(/Prefers/).count(), 0);
  });
}
