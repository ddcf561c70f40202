// What happens on a record: notes, tasks that are done, files that come and go, and its history.
import assert from "node:assert/strict";

export const title = "timeline";
export const data = "demo";

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const deal = await api.first("deals", 'status = "open"');
  const ada = await (await arrive()).sign_in(administrator, `/deals/${deal.id}`);
  const { page } = ada;
  const composer = page.locator("[data-composer]");
  const timeline = page.getByRole("region", { name: "Timeline" });

  await check("a task is planned with words for its day, and done with one click", async () => {
    await composer.getByRole("radio", { name: "Task" }).click();
    await composer.locator("textarea").fill("Send the second offer");
    await composer.getByRole("textbox", { name: "Due" }).fill("tomorrow");
    await page.keyboard.press("Tab");
    await composer.getByRole("button", { name: "Plan" }).click();
    await ada.toast("Task added").waitFor();
    await page.getByRole("checkbox", { name: "Mark “Send the second offer” as done" }).click();
    await ada.toast("Done: Send the second offer").waitFor();
    await timeline.getByText("Send the second offer").first().waitFor();
  });

  await check("a note is private when it says so, and the next one is not", async () => {
    await composer.getByRole("radio", { name: "Note" }).click();
    const keep = composer.getByRole("checkbox", { name: "Private" });
    await composer.locator("textarea").fill("They will not pay more, I was told in confidence");
    await keep.check();
    await composer.getByRole("button", { name: "Add", exact: true }).click();
    await ada.toast("Note added").waitFor();
    const note = await api.first("activities", 'subject : "in confidence"');
    assert.equal(note.private, true);
    await composer.locator("textarea").fill("Everybody may know");
    assert.equal(await keep.isChecked(), false);
    await composer.locator("textarea").fill("");
  });

  await check("a mail is noted, and the filter by kind shows it alone", async () => {
    await composer.getByRole("radio", { name: "E-mail" }).click();
    await composer.locator("textarea").fill("Confirmed the terms in writing");
    await composer.getByRole("button", { name: "Add", exact: true }).click();
    await ada.toast("E-mail added").waitFor();
    await timeline.getByRole("button", { name: "Mail", exact: true }).click();
    await timeline.getByText("Confirmed the terms").first().waitFor();
    await timeline.getByText("Send the second offer").waitFor({ state: "detached" });
    await timeline.getByRole("button", { name: "All", exact: true }).click();
  });

  await check("a file is attached, comes back as it was, and is undone", async () => {
    const bytes = Buffer.from("Offer no. 7: 12,000 €\n");
    const attach = async (name) => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Attach a file" }).click();
      await (await chooser).setFiles({ name, mimeType: "text/plain", buffer: bytes });
      await ada.toast(`${name} attached`).waitFor();
      await timeline.getByRole("link", { name }).waitFor();
    };
    await attach("Offer 7.txt");
    const download = page.waitForEvent("download");
    await timeline.getByRole("link", { name: "Offer 7.txt" }).click();
    const stream = await (await download).createReadStream();
    const got = [];
    for await (const piece of stream) got.push(piece);
    assert.deepEqual(Buffer.concat(got), bytes);
    await ada.has_no_axe_findings("record with a file");
    // At once: a toast does not stay for as long as all that may take.
    await attach("Offer 8.txt");
    await ada.undo_by_toast("Offer 8.txt attached");
    await timeline.getByRole("link", { name: "Offer 8.txt" }).waitFor({ state: "detached" });
  });

  await check("related records have a quick add that is linked already", async () => {
    const account = await api.get(`/accounts/${deal.account}`);
    await ada.go(`/accounts/${account.id}`);
    await page.getByRole("button", { name: "Add Contact" }).first().click();
    await page.getByRole("textbox", { name: /First name/ }).fill("Ida");
    await page.getByRole("textbox", { name: /Last name/ }).fill("Vogelsang");
    await page.keyboard.press("Control+Enter");
    await ada.toast(/Ida Vogelsang created/).waitFor();
    await page.getByRole("region", { name: "Contacts" }).getByText("Ida Vogelsang").waitFor();
    assert.equal((await api.first("contacts", 'last_name = "Vogelsang"')).account, account.id);
  });

  await check("the history undoes an older change and leaves later ones", async () => {
    await api.patch(`/deals/${deal.id}`, { competitor: "Initech" });
    await api.patch(`/deals/${deal.id}`, { next_step: "Wait" });
    await ada.go(`/deals/${deal.id}/history`);
    const change = page.getByRole("main").getByText("Initech").first();
    await change.waitFor();
    await page.getByRole("button", { name: /^Undo/ }).nth(1).click();
    await ada.toast("Undone").first().waitFor();
    const now = await api.get(`/deals/${deal.id}`);
    assert.equal(now.competitor, deal.competitor);
    assert.equal(now.next_step, "Wait");
  });

  await check("a record goes to the bin and comes back from there", async () => {
    await ada.go(`/deals/${deal.id}`);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "To the bin" }).click();
    await ada.toast(/moved to the bin/).waitFor();
    await ada.go("/bin?object=deal");
    await page.getByText(deal.name).first().waitFor();
    await ada.has_no_axe_findings("bin");
    await page
      .getByRole("button", { name: /^Restore/ })
      .first()
      .click();
    await ada.toast(/restored/).waitFor();
    assert.equal((await api.get(`/deals/${deal.id}`)).deleted_at ?? null, null);
  });

  await check("German: words, numbers and dates follow the person", async () => {
    await api.patch("/me", { language: "de" });
    await ada.go(`/deals/${deal.id}`);
    await page.getByRole("radio", { name: "Notiz" }).waitFor();
    await ada.go("/dashboard");
    await page.getByText(/€/).first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
    await ada.has_no_axe_findings("dashboard in German");
    await ada.fits("dashboard in German");
  });
}
