// Everything that another CRM gave, dropped at once: seen file by file before anything is changed,
// put right, imported, counted, and taken back in one step.
import assert from "node:assert/strict";
import { phone } from "./harness/visitor.mjs";

export const title = "together";
export const data = "company";

const files = {
  "Opportunity.csv": `Id,AccountId,Name,StageName,Amount,CloseDate,IsClosed,CreatedDate
006A,001A,Big roof,Prospecting,1000,2026-12-24,false,2026-01-10T08:00:00.000+0000
006B,001Z,Nobody's roof,Prospecting,5,2026-12-24,false,2026-01-10T08:00:00.000+0000
`,
  "Account.csv": `Id,Name,ParentId,BillingStreet,Industry,OwnerId
001A,Acme,,Street 1,Roofs,005X
`,
  "Task.csv": `Id,WhoId,WhatId,Subject,ActivityDate,Status
00TA,,006A,Call about slates,2026-03-01,Completed
`,
  "User.csv": `Id,Username,LastName,FirstName,Name,Email
005X,max@firm.sf,Gone,Max,Max Gone,max@firm.example
`,
  "odd.csv": "a,b\n1,2\n",
};

export default async function ({ server, administrator, arrive, check, need }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/imports");
  const { page } = ada;
  const row = (name) =>
    page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

  await need("several files are dropped at once", async () => {
    const transfer = await page.evaluateHandle((all) => {
      const data = new DataTransfer();
      for (const [name, content] of Object.entries(all))
        data.items.add(new File([content], name, { type: "text/csv" }));
      return data;
    }, files);
    const place = page.getByText("Drop files or a ZIP of them here");
    await place.dispatchEvent("drop", { dataTransfer: transfer });
    await page.getByRole("list", { name: "5 files" }).getByText("Task.csv").waitFor();
    await ada.has_no_axe_findings("chosen files");
    await page.getByRole("button", { name: "See what would happen" }).click();
  });

  await need("each says what it is, in the order in which they go in", async () => {
    await page.getByRole("heading", { name: "This is what would happen" }).waitFor();
    await page.getByText("It adds up").waitFor();
    const names = await page.getByRole("rowheader").allInnerTexts();
    const place = (name) => names.findIndex((text) => text.includes(name));
    assert.ok(place("Account.csv") < place("Opportunity.csv"), names.join(" | "));
    assert.ok(place("Opportunity.csv") < place("Task.csv"), names.join(" | "));
    assert.equal(await page.getByLabel("What Account.csv is").inputValue(), "account");
    assert.equal(await page.getByLabel("What odd.csv is").inputValue(), "");
    await page.getByText("nothing is called “001Z”").waitFor();
    await page.getByText("nothing is called “Max Gone”").waitFor();
    assert.equal(await api.count("accounts"), 0);
    await ada.has_no_axe_findings("what would happen");
  });

  await check("what nobody knows keeps it from starting until it is left out", async () => {
    assert.equal(await page.getByRole("button", { name: /^Import \d/ }).isDisabled(), true);
    const odd = page.getByLabel("What odd.csv is");
    await odd.focus();
    await odd.selectOption("-");
    await page
      .getByRole("button", { name: "Import 3 rows" })
      .and(page.locator(":enabled"))
      .waitFor();
  });

  await check("a reload loses nothing of it", async () => {
    await page.reload();
    await ada.settled();
    assert.equal(await page.getByLabel("What odd.csv is").inputValue(), "-");
  });

  await need("the import brings all of them in, counted", async () => {
    await page.getByRole("button", { name: "Import 3 rows" }).click();
    await page.getByRole("button", { name: "Undo all of it" }).waitFor();
    await page
      .getByText("5 = 3 new + 0 changed + 1 skipped + 1 failed", { exact: false })
      .waitFor();
    const cells = await row("Opportunity.csv").getByRole("cell").allInnerTexts();
    assert.deepEqual(
      cells.map((text) => text.trim()),
      ["Deals", "2", "1", "0", "0", "1"],
    );
    await page.getByRole("link", { name: "Failed rows of Opportunity.csv" }).waitFor();
    const task = await api.first("activities", 'subject = "Call about slates"');
    assert.equal(task.about.object, "deal");
    assert.equal(await api.count("users", 'name = "Max Gone"'), 0);
    await ada.has_no_axe_findings("what came in");
  });

  await check("one undo takes back all of it", async () => {
    await page.getByRole("button", { name: "Undo all of it" }).click();
    await ada.toast("Undone").first().waitFor();
    for (const plural of ["accounts", "deals", "activities"])
      assert.equal(await api.count(plural), 0);
    await page.getByRole("heading", { name: "This import was taken back" }).waitFor();
  });

  await check("it fits a phone, in the dark, in German", async () => {
    await api.patch("/me", { language: "de" });
    await page.setViewportSize(phone);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.reload();
    await ada.settled();
    await page.getByText("Stimmt: 5").waitFor();
    await ada.fits("what came in");
    await ada.has_no_axe_findings("what came in, dark, on a phone");
  });
}
