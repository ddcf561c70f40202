// Whatever a person changes on a screen is taken back by Z or by the toast that tells of it, and
// leaves every record as it was, byte for byte.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./harness/until.mjs";

export const title = "undo of everything";
export const data = "demo";
export const limit_s = 600;

// What every write moves, an undo too.
const bookkeeping = new Set(["version", "updated_at", "updated_by"]);

const without_bookkeeping = (value) => {
  if (Array.isArray(value)) return value.map(without_bookkeeping);
  if (!value || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => !bookkeeping.has(name));
  const shown = kept.map(([name, one]) => [name, without_bookkeeping(one)]);
  // In the bin is in the bin, whenever it went there.
  return Object.fromEntries(shown.map((one) => (one[0] === "deleted_at" ? [one[0], true] : one)));
};

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const ada = await (await arrive()).sign_in(administrator, "/deals");
  const { page } = ada;
  const messages = page.getByRole("region", { name: "Messages" });

  // The whole of what was asked for, as JSON text; nothing where there is nothing.
  async function state_of(paths) {
    const answers = await Promise.all(
      paths.map((one) => api.get(one).catch((error) => String(error).match(/: (\d+)/)?.[1])),
    );
    return JSON.stringify(answers.map(without_bookkeeping), null, 1);
  }
  async function becomes(wanted, paths, what) {
    const is_so = async () => (await state_of(paths)) === wanted;
    // What never comes is shown beside what was wanted.
    await until(is_so, what).catch(() => {});
    assert.equal(await state_of(paths), wanted, what);
  }
  // Does it, sees that it did something, and takes it back: `by` Z, or the button of the toast.
  async function there_and_back(paths, act, by = "z") {
    const before = await state_of(paths);
    await act();
    const toast = messages.locator("[data-tone]").filter({ hasNotText: "Undone" }).last();
    await toast.getByRole("button", { name: /^Undo/ }).waitFor();
    const after = await state_of(paths);
    assert.notEqual(after, before, "nothing was changed");
    if (by === "z") {
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press("z");
    } else await toast.getByRole("button", { name: /^Undo/ }).click();
    await becomes(before, paths, "after the undo");
    await clear_messages();
    return after;
  }
  async function clear_messages() {
    while ((await messages.getByRole("button", { name: "Dismiss" }).count()) > 0) {
      const dismiss = messages.getByRole("button", { name: "Dismiss" }).first();
      await dismiss.click({ timeout: 1000 }).catch(() => {});
    }
  }

  const deal = await api.first("deals", 'stage = "proposal"');
  const of_deal = `/deals/${deal.id}?bin=true`;
  const whole_list = (plural, filter = "") =>
    `/${plural}?limit=200&sort=id&filter=${encodeURIComponent(filter)}`;

  await check("a field edited in place, by Z and by the toast; the undo is redone", async () => {
    await ada.go(`/deals/${deal.id}`);
    const edit = async () => {
      await page.getByRole("button", { name: "Edit Next step", exact: true }).first().click();
      await page.getByRole("textbox", { name: "Next step" }).fill("Ask the board");
      await page.keyboard.press("Enter");
      await ada.toast("Saved: Next step").waitFor();
    };
    const edited = await there_and_back([of_deal], edit);
    await there_and_back([of_deal], edit, "toast");
    await edit();
    await ada.undo_by_toast("Saved: Next step");
    await messages.getByRole("button", { name: "Redo" }).click();
    await becomes(edited, [of_deal], "after the redo");
    await api.patch(`/deals/${deal.id}`, { next_step: deal.next_step });
    await clear_messages();
  });

  await check("another owner is picked", async () => {
    await ada.go(`/deals/${deal.id}`);
    await there_and_back([of_deal], async () => {
      await page.getByRole("button", { name: "Edit Owner", exact: true }).click();
      const input = page.locator("[data-editing]").getByRole("combobox", { name: "Owner" });
      const next = await api.first("users", `id != "${deal.owner}" AND name : "a"`);
      await input.fill(next.name);
      await page.getByRole("option", { name: next.name }).click();
      await page.keyboard.press("Tab");
      await ada.toast("Saved: Owner").waitFor();
    });
  });

  await check("a note, a task that is done, a file", async () => {
    await ada.go(`/deals/${deal.id}`);
    const about = whole_list("activities", `about = "${deal.id}"`);
    await there_and_back([about], async () => {
      const composer = page.locator("[data-composer]");
      await composer.locator("textarea").fill("They asked for a second demo");
      await composer.getByRole("button", { name: "Add", exact: true }).click();
      await ada.toast("Note added").waitFor();
    });
    const task = { kind: "task", subject: "Send the offer", due_at: "2027-01-05T09:00:00Z" };
    await api.post("/activities", { ...task, about: { object: "deal", id: deal.id } });
    await there_and_back([about, of_deal], async () => {
      await page.getByRole("checkbox", { name: "Mark “Send the offer” as done" }).click();
      await ada.toast("Done: Send the offer").waitFor();
    });
    await there_and_back([whole_list("files")], async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Attach a file" }).click();
      const file = { name: "Offer.txt", mimeType: "text/plain", buffer: Buffer.from("12,000") };
      await (await chooser).setFiles(file);
      await ada.toast("Offer.txt attached").waitFor();
    });
  });

  await check("to the bin, and out of it", async () => {
    await ada.go(`/deals/${deal.id}`);
    await there_and_back([of_deal], async () => {
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "To the bin" }).click();
      await ada.toast(/moved to the bin/).waitFor();
    });
    await api.ask("DELETE", `/deals/${deal.id}`);
    ada.expect_refusal(`404 /api/v1/deals/${deal.id}`);
    await ada.go(`/deals/${deal.id}`);
    await there_and_back([of_deal], async () => {
      await page.getByRole("button", { name: "Restore" }).click();
      await ada.toast(/restored|taken out/i).waitFor();
    });
    await api.post(`/deals/${deal.id}/restore`, {});
  });

  await check("a card moved on the board, and a deal that is won", async () => {
    await ada.go("/deals/board");
    const card = page.locator("[data-column=proposal] [data-card]").first();
    const id = await card.getAttribute("data-card");
    const moved = [`/deals/${id}`, whole_list("activities", `about = "${id}"`)];
    await there_and_back(moved, async () => {
      await card.focus();
      await page.keyboard.press("Shift+ArrowRight");
      await ada.toast(/Negotiation/).waitFor();
    });
    await there_and_back(moved, async () => {
      await page.locator(`[data-card="${id}"]`).focus();
      await page.keyboard.press("m");
      await page.getByRole("menuitem", { name: "Won" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Mark as won" }).click();
      await ada.toast(/Won/).waitFor();
    });
  });

  await check("many rows at once: a value set, and the bin", async () => {
    await ada.go("/deals?sort=name");
    await page.getByRole("gridcell").first().waitFor();
    const all = [whole_list("deals")];
    const choose = async () => {
      await page.keyboard.press("x");
      await page.keyboard.press("Shift+J");
      await page.getByText("2 selected").waitFor();
    };
    await there_and_back(all, async () => {
      await choose();
      await page.getByRole("button", { name: "To the bin" }).click();
      await ada.toast("2 records moved to the bin").waitFor();
    });
  });

  await check("quick create, and a lead that is converted", async () => {
    await there_and_back([whole_list("accounts", 'name = "Vandersteen"')], async () => {
      await page.keyboard.press("c");
      await page.getByRole("dialog").getByText("Account", { exact: true }).first().click();
      await page.getByRole("textbox", { name: /^Name/ }).fill("Vandersteen");
      await page.keyboard.press("Control+Enter");
      await ada.toast("Vandersteen created").waitFor();
    });
    const lead = await api.post("/leads", { name: "Ida Moss", company: "Moss Mills" });
    const touched = ["accounts", "contacts", "deals", "leads"].map((one) => whole_list(one));
    ada.expect_refusal("404 /api/v1/");
    await ada.go(`/leads/${lead.id}`);
    await there_and_back(touched, async () => {
      await page.getByRole("button", { name: "Convert", exact: true }).click();
      const dialog = page.getByRole("dialog").filter({ hasText: "Convert" });
      await dialog.getByRole("button", { name: "Convert", exact: true }).click();
      await ada.toast(/^Convert/).waitFor();
    });
  });

  await check("a view that is saved", async () => {
    await ada.go("/deals?filter=amount > 1000");
    await there_and_back([whole_list("views")], async () => {
      await page.getByRole("button", { name: /All Deals/ }).click();
      await page.getByRole("menuitem", { name: /Save/ }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Large ones");
      await page.keyboard.press("Enter");
      await ada.toast(/Large ones/).waitFor();
    });
  });

  await check("what is done on My day", async () => {
    const subject = "Ring the customs office";
    const me = (await api.get("/me")).id;
    const due_at = new Date(Date.now() - 86_400_000).toISOString();
    const made = await api.post("/activities", { kind: "call", subject, due_at, owner: me });
    await ada.go("/my-day");
    await there_and_back([`/activities/${made.id}`], async () => {
      await page.getByRole("button", { name: `Mark as done: ${subject}` }).click();
      await ada.toast(`Done: ${subject}`).waitFor();
    });
  });

  await check(
    "settings: a person's team, a role's rights, a stage, the firm, oneself",
    async () => {
      await ada.go("/settings/users");
      await there_and_back([whole_list("users")], async () => {
        const name = page.getByRole("textbox", { name: /^Name/ }).first();
        await name.fill("Another Name");
        await name.press("Enter");
        await ada.toast("Saved: Name").waitFor();
      });
      const rep = await api.first("roles", 'key = "rep"');
      await ada.go(`/settings/roles?role=${rep.id}`);
      await there_and_back([`/roles/${rep.id}`], async () => {
        await page.locator("table[data-matrix] select").nth(2).selectOption("none");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await ada.toast(/^Saved: /).waitFor();
      });
      await ada.go("/settings/pipelines");
      await there_and_back([whole_list("stages")], async () => {
        const stage = page
          .getByRole("list", { name: /Stages/ })
          .getByRole("textbox")
          .first();
        await stage.fill("First talk");
        await stage.press("Enter");
        await ada.toast("Saved: Name").waitFor();
      });
      await ada.go("/settings/company");
      await there_and_back(["/settings"], async () => {
        await page.getByRole("textbox", { name: /name/i }).first().fill("Halden & Daughters");
        await page.keyboard.press("Tab");
        await ada.toast("Saved").waitFor();
      });
      await ada.go("/settings/profile");
      await there_and_back(["/me"], async () => {
        await page.getByRole("textbox", { name: "Name" }).first().fill("Ada Byron");
        await page.keyboard.press("Tab");
        await ada.toast("Saved").waitFor();
      });
    },
  );

  await check("an import", async () => {
    const file = path.join(tmpdir(), `comity-undo-${process.pid}.csv`);
    writeFileSync(file, "name,domain\nUndone Mills,mills.example\nUndone Works,works.example\n");
    await there_and_back([whole_list("accounts", 'name : "Undone"')], async () => {
      await ada.go("/imports");
      await page.locator("input[type=file]").setInputFiles(file);
      await page.getByRole("radio", { name: "Accounts", exact: true }).check({ force: true });
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Check what would happen" }).click();
      await page.getByRole("button", { name: "Import 2 rows" }).click();
      await ada.toast("Accounts are in").waitFor();
    });
  });
}
