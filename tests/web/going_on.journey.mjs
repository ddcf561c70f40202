// A mapping is kept for the next file like it; an import that lost its server goes on.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { make_folder, remove_folder } from "./harness/server.mjs";
import { until } from "./harness/until.mjs";

export const title = "imports that go on";
export const data = "company";
export const limit_s = 480;

export default async function ({ server, administrator, arrive, check, need }) {
  const folder = make_folder();
  const ada = await (await arrive()).sign_in(administrator, "/imports");
  const { page } = ada;
  const file_of = (name, text) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const upload = async (file) => {
    await page.goto(`${server.address}/imports`);
    await ada.settled();
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("radio", { name: "Accounts", exact: true }).check({ force: true });
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Where does each column go?" }).waitFor();
  };
  const target = (header) =>
    page.getByRole("combobox", { name: `Field for ${header}`, exact: true });

  await need("a mapping is saved under a name", async () => {
    await upload(file_of("first.csv", "Betrieb,Zweig,Lfd\nAcme,steel,1\n"));
    for (const [header, field] of [
      ["Betrieb", "Name"],
      ["Zweig", "Sector"],
      ["Lfd", "External ID"],
    ]) {
      await target(header).click();
      await target(header).fill(field);
      await page.getByRole("option", { name: new RegExp(`^${field}$`, "i") }).click();
    }
    await page.getByRole("button", { name: "Saved mappings" }).click();
    await page.getByRole("menuitem", { name: "Save this mapping…" }).click();
    await page.getByLabel("Name of the mapping").fill("Weekly list");
    await page.getByLabel("For everybody").click({ force: true });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await ada.toast("Mapping “Weekly list” saved").waitFor();
    await page.getByText("Mapped as in “Weekly list”.").waitFor();
  });

  await check("the next file with the same headers is offered it", async () => {
    await upload(file_of("next.csv", "Lfd,Betrieb,Zweig\n7,Bolt,wood\n"));
    assert.equal(await target("Betrieb").inputValue(), "");
    await page.getByText("The saved mapping “Weekly list” was made for these columns.").waitFor();
    await ada.has_no_axe_findings("saved mappings");
    await page.getByRole("button", { name: "Use it" }).click();
    assert.equal(await target("Betrieb").inputValue(), "Name");
    assert.equal(await target("Zweig").inputValue(), "Sector");
    await ada.fits("saved mappings");
  });

  await check("a file with other headers is not", async () => {
    await upload(file_of("other.csv", "Betrieb,Ort\nBolt,Bonn\n"));
    await page.getByRole("button", { name: "Saved mappings" }).waitFor();
    assert.equal(await page.getByText("was made for these columns").count(), 0);
  });

  await check("an import that lost its server goes on by itself where it stopped", async () => {
    ada.expect_refusal("network");
    const cut_off = async (count) => {
      const name = `Cut${count}`;
      const rows = Array.from({ length: count }, (_, row) => `${name} ${row},${name}-${row}`);
      const api = await server.person(administrator);
      await upload(file_of("long.csv", `name,external_id\n${rows.join("\n")}\n`));
      const id = page.url().match(/imports\/([0-9a-f-]+)/)[1];
      await api.post(`/imports/${id}/start`, {
        map: { name: "name", external_id: "external_id" },
        dry_run: false,
      });
      // Its progress is told once a second only, and in two it may be done.
      const first = `external_id = "${name}-0"`;
      await until(async () => (await api.count("accounts", first)) > 0, "its first row");
      await server.kill();
      const there = server.number_in_database(
        `SELECT count(*) FROM accounts WHERE external_id LIKE '${name}-%'`,
      );
      await server.start();
      return { id, name, count, is_half: there < count };
    };
    let cut = await cut_off(40_000);
    // Where it was over before the kill it was too short for this machine.
    while (!cut.is_half) cut = await cut_off(2 * cut.count);
    await page.goto(`${server.address}/imports/${cut.id}`);
    await page.getByRole("heading", { name: "Accounts are in" }).waitFor({ timeout: 120_000 });
    const again = await server.person(administrator);
    assert.equal(await again.count("accounts", `name : "${cut.name}"`), cut.count);
    assert.equal((await again.get(`/imports/${cut.id}`)).created, cut.count);
  });
  remove_folder(folder);
}
