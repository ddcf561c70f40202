// How the program fares, as an administrator sees it: chores are run, what was set aside is tried
// again or discarded, long work goes on, a backup shows at once. At a desk, on a phone, at night,
// in German, by keyboard.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./harness/until.mjs";
import { phone } from "./harness/visitor.mjs";

export const title = "administration";
export const data = "demo";
export const limit_s = 480;

const bytes_of = (id) => `x'${id.replaceAll("-", "")}'`;
const known = "019a0000-0000-7000-8000-00000000000";
const moment = (days_ago) =>
  new Date(Date.now() - days_ago * 86_400_000).toISOString().replace("Z", "000Z");
const day = (days_ago) => moment(days_ago).slice(0, 10);

// What went wrong before anybody looked, and how large the tables were last week.
const trouble = (deal, user) => {
  const entry = (number, behaviour, error) => `
    INSERT INTO outbox (id, behaviour, object, record, change_set, payload, not_before, attempts,
      state, error) VALUES (${bytes_of(`${known}${number}`)}, '${behaviour}', 'deal',
      ${bytes_of(deal)}, ${bytes_of(deal)}, '{}', '${moment(1)}', 6, 'failed', '${error}');`;
  return `
    ${entry(1, "tell_the_owner", "The mail server did not answer.")}
    ${entry(2, "post_to_chat", "The other side answered 410.")}
    INSERT INTO job (id, kind, actor, actor_name, origin, state, done, total, change_set, error, at,
      seen_at, attempts, is_begun, wish) VALUES (${bytes_of(`${known}3`)}, 'undo',
      ${bytes_of(user)}, 'Ada', 'screen', 'failed', 40, 100, ${bytes_of(`${known}4`)},
      'The disk was full.', '${moment(1)}', '${moment(1)}', 5, 1,
      '{"undoes":"${known}5","force":[],"keep":[]}');
    INSERT INTO storage_sample (day, name, bytes, rows) VALUES ('${day(8)}', 'deals', 4096, 1),
      ('${day(4)}', 'deals', 8192, 2), ('${day(2)}', 'deals', 12288, 3);`;
};

export default async function ({ server, administrator, arrive, check, need }) {
  let api = await server.person(administrator);
  const deal = await api.first("deals", "");
  const other = await server.invite_known(api, "Lena Brook");
  await server.kill();
  server.write_database(trouble(deal.id, api.me.id));
  await server.start();
  api = await server.person(administrator);
  const facts = () => api.get("/administration");

  const ada = await (await arrive()).sign_in(administrator, "/settings");
  const { page } = ada;
  const section = (name) => page.getByRole("region", { name, exact: true });

  await need("it stands among the settings and says first what needs a look", async () => {
    await page.getByRole("link", { name: "Administration" }).click();
    const needs = page.getByRole("region", { name: "What needs a look" });
    await needs.getByText("2 entries of the queue were set aside.").waitFor();
    await needs.getByText("1 long work was set aside with half of it written.").waitFor();
    await needs.getByText("No backup is known.").waitFor();
    assert.equal(await needs.getByText(/chore/).count(), 0);
    await ada.has_no_axe_findings("administration");
    await ada.fits("administration");
  });

  await check("what needs a look leads to its part, and the focus goes along", async () => {
    await page.getByRole("button", { name: /entries of the queue/ }).focus();
    await page.keyboard.press("Enter");
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    assert.equal(focused, "Queue");
  });

  await check("a chore is run by keyboard, and shows that it ran", async () => {
    const chore = async () => (await facts()).chores.find((one) => one.name === "sample_storage");
    const has_run = (one, since = "") => !one.is_running && (one.ran_at ?? "") > since;
    // It runs once a day, the first time by itself; every other time is ours.
    await until(async () => has_run(await chore()), "its first run");
    const before = await chore();
    await page.getByRole("button", { name: "Run now: Notes how large each table is" }).focus();
    await page.keyboard.press("Enter");
    await ada.toast("It runs now: Notes how large each table is").waitFor();
    await until(async () => has_run(await chore(), before.ran_at), "the run that was asked for");
    assert.equal((await chore()).failures, 0);
  });

  await check("what was set aside says why and about what, and is tried again", async () => {
    const line = section("Queue").getByRole("listitem").filter({ hasText: "tell the owner" });
    await line.getByText("The mail server did not answer.").waitFor();
    await line.getByRole("link", { name: deal.name }).waitFor();
    await line.getByRole("button", { name: "Try again: tell the owner" }).press("Enter");
    await ada.toast("It is tried again: tell the owner").waitFor();
    await line.waitFor({ state: "detached" });
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY");
    const { queue } = await facts();
    assert.equal(queue.set_aside, 1);
    // Nobody knows that behaviour any more, so it fails and waits for its next time.
    assert.equal(queue.waiting, 1);
  });

  await check(
    "what is discarded comes back by undo, and is gone when nobody wants it",
    async () => {
      const line = section("Queue").getByRole("listitem").filter({ hasText: "post to chat" });
      const sent = [];
      const is_discard = (request) =>
        request.method() === "DELETE" && request.url().includes("/administration/queue/");
      page.on("request", (request) => is_discard(request) && sent.push(request));
      await ada.hold_timers();
      const discard = line.getByRole("button", { name: "Discard: post to chat" });
      await discard.press("Enter");
      await line.waitFor({ state: "detached" });
      const card = page.getByRole("region", { name: "Messages" }).locator("div[data-tone]");
      await card
        .filter({ hasText: "Discarded: post to chat" })
        .getByRole("button", { name: "Undo" })
        .click();
      await line.waitFor();
      assert.equal((await facts()).queue.set_aside, 1);
      await ada.let_timers_go();
      await ada.has_done_its_turn();
      assert.equal(sent.length, 0, "what was undone was discarded all the same");
      await ada.hold_timers();
      await discard.press("Enter");
      await line.waitFor({ state: "detached" });
      assert.equal((await facts()).queue.set_aside, 1);
      const answered = page.waitForResponse((response) => is_discard(response.request()));
      await ada.let_timers_go();
      assert.ok((await answered).ok());
      assert.equal((await facts()).queue.set_aside, 0);
      await ada.settled();
      assert.equal(await line.count(), 0);
      assert.equal(sent.length, 1);
    },
  );

  await check("long work: who, how far, why not, and on it goes", async () => {
    const line = section("Long work").getByRole("listitem").filter({ hasText: "Undo" });
    await line.getByText("The disk was full.").waitFor();
    await line.getByText("40 of 100").waitFor();
    await line.getByText(/by Ada/).waitFor();
    await line.getByText("set aside").waitFor();
    await line.getByRole("button", { name: "Try again: Undo" }).click();
    await ada.toast("It is tried again: Undo").waitFor();
    await line.getByText("set aside").waitFor({ state: "detached" });
    const work = (await facts()).work.find((one) => one.id === `${known}3`);
    assert.equal(work.may_retry, false);
  });

  await check("storage tells its size, its growth and its tables, also as a table", async () => {
    const storage = section("Storage");
    await storage.getByText(/The database takes .+ more than a week ago/).waitFor();
    await storage.getByRole("button", { name: "Show as table: The largest tables" }).click();
    const row = storage.getByRole("row").filter({ hasText: "Deals" }).first();
    assert.match(await row.innerText(), /Deals\s+[\d,]+\s+[\d.]+ [kM]B\s+\+/);
    await storage.getByRole("button", { name: "Show as chart: The largest tables" }).click();
  });

  await check("speed says which address is slowest", async () => {
    await section("Speed")
      .getByText(/is the slowest: 95 of 100 answers come within/)
      .waitFor();
    await section("Speed")
      .getByRole("button", { name: /^Show as table/ })
      .click();
    await section("Speed").getByRole("columnheader", { name: "95 % within" }).waitFor();
    await ada.has_no_axe_findings("administration as tables");
  });

  await check("a backup shows by itself, with what was found when it was checked", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "comity-backup-"));
    try {
      await server.run("backup", path.join(folder, "copy.db"));
      await section("Backup and servers")
        .getByText(/found sound/)
        .waitFor();
      await page.getByText("All is well.").waitFor();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const servers = section("Backup and servers").getByRole("row");
    assert.equal(await servers.count(), 2); // the head and this one
  });

  await check("the key of the secrets is exchanged, and what is wrong is said", async () => {
    const secrets = section("Secrets");
    await secrets.getByText("No secret is kept yet.").waitFor();
    await secrets.getByRole("button", { name: "Exchange the key" }).press("Enter");
    await ada.toast(/Secrets are sealed under another key/).waitFor();
    await secrets.getByText("All secrets open.").waitFor();
    assert.deepEqual((await facts()).secrets, {
      keys: 1,
      under_old_key: 0,
      closed: 0,
      error: null,
    });
    // As when somebody has spoiled the key file.
    await page.route("**/api/v1/administration", async (route) => {
      const answer = await route.fetch();
      const told = await answer.json();
      told.secrets.error = "Others may read the keys.";
      await route.fulfill({ response: answer, json: told });
    });
    await page.getByRole("button", { name: "The keys of the secrets cannot be read." }).click();
    await secrets.getByText("Others may read the keys.").waitFor();
    assert.equal(await page.getByText("All is well.").count(), 0);
    await ada.has_no_axe_findings("keys that cannot be read");
    await page.unroute("**/api/v1/administration");
    await page.getByText("All is well.").waitFor();
  });

  await check("whoever is no administrator is neither offered nor told it", async () => {
    const rep = await (await arrive()).sign_in({ email: other.email, secret: other.secret });
    await rep.go("/settings");
    assert.equal(await rep.page.getByRole("link", { name: "Administration" }).count(), 0);
    await rep.go("/settings/administration");
    await rep.page.getByText("An administrator looks after this.").waitFor();
    await rep.leave();
  });

  await check("on a phone nothing is wider than the window", async () => {
    const small = await (await arrive({ size: phone, touch: true })).sign_in(administrator);
    await small.go("/settings/administration");
    await small.fits("administration");
    await small.has_no_axe_findings("administration on a phone");
    await small.leave();
  });

  await check("at night, in German", async () => {
    await api.patch("/me", { language: "de" });
    const night = await (await arrive({ dark: true })).sign_in(administrator);
    await night.go("/settings/administration");
    for (const name of ["Aufgaben", "Warteschlange", "Lange Arbeiten", "Speicher"]) {
      await night.page.getByRole("heading", { name, exact: true }).waitFor();
    }
    const said = await night.page.getByRole("main").innerText();
    for (const english of ["last run", "every ", "Run now", "took ", "Nothing", "Notes how"]) {
      assert.ok(!said.includes(english), english);
    }
    await night.has_no_axe_findings("administration at night");
    await night.fits("administration in German");
    await api.patch("/me", { language: "en" });
  });
}
