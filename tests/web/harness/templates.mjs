// Data folders that are made once in a run and copied for each journey that begins with them.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { maven, program } from "./place.mjs";
import { make_folder, password, remove_folder, run_comity } from "./server.mjs";

const made = new Map();

// empty: nobody yet. company: one administrator. demo: a firm with a past, german_demo: one that
// works in German. maven: imported files.
// crowded: ten thousand open deals on one board.
const makers = {
  company: async (folder) => {
    const email = "ada@acme.test";
    await add_administrator(folder, email);
    return { email, secret: password };
  },
  demo: make_demo,
  german_demo: (folder) => make_demo(folder, "--language", "de"),
  maven: async (folder) => {
    const administrator = await makers.company(folder);
    await import_maven(folder);
    return administrator;
  },
  crowded: async (folder) => {
    const administrator = await makers.company(folder);
    await import_crowd(folder);
    return administrator;
  },
};

async function make_demo(folder, ...options) {
  const said = await run_comity(folder, "demo", ...options);
  const [, email, secret] = said.match(/as (\S+@\S+) with the password (\S+)/) ?? [];
  if (!email) throw new Error(`comity demo did not say how to sign in:\n${said}`);
  return { email, secret };
}

export const crowd = 10_000;
const open_stages = ["Prospecting", "Qualification", "Proposal", "Negotiation"];

export function template(name) {
  if (name === "empty") return null;
  if (!made.has(name)) made.set(name, make(name));
  return made.get(name);
}

async function make(name) {
  const folder = make_folder();
  return { folder, administrator: await makers[name](folder) };
}

export async function remove_templates() {
  for (const one of made.values())
    await one.then(
      ({ folder }) => remove_folder(folder),
      () => {},
    );
}

function add_administrator(folder, email) {
  const words = ["user", "add", email, "--name", "Ada Lindholm", "--role", "administrator"];
  return new Promise((done, fail) => {
    const adding = spawn(program, [...words, "--password-stdin", "--data", folder]);
    let said = "";
    adding.stdout.on("data", (bytes) => (said += bytes));
    adding.stderr.on("data", (bytes) => (said += bytes));
    adding.once("exit", (code) => (code === 0 ? done() : fail(new Error(said))));
    adding.stdin.end(`${password}\n`);
  });
}

async function import_maven(folder) {
  const bring = (object, file, ...options) =>
    run_comity(folder, "import", object, path.join(maven, file), ...options);
  await bring(
    "account",
    "accounts.csv",
    "--map",
    "account=name",
    "--map",
    "office_location=country",
    "--map",
    "subsidiary_of=parent",
    "--match",
    "name",
  );
  await bring(
    "product",
    "products.csv",
    "--map",
    "product=name",
    "--map",
    "series=family",
    "--map",
    "sales_price=list_price",
    "--match",
    "name",
  );
  await bring(
    "user",
    "sales_teams.csv",
    "--map",
    "sales_agent=name",
    "--map",
    "regional_office=team",
    "--create",
    "team",
    "--create",
    "manager",
    "--match",
    "name",
  );
  await bring(
    "deal",
    "sales_pipeline.csv",
    "--map",
    "opportunity_id=external_id",
    "--map",
    "sales_agent=owner",
    "--map",
    "deal_stage=stage",
    "--map",
    "engage_date=started_on",
    "--map",
    "close_date=closed_on",
    "--map",
    "close_value=amount",
    "--set",
    "pipeline=Field sales",
    "--create",
    "pipeline",
    "--create",
    "stage",
    "--same",
    "product:GTXPro=GTX Pro",
    "--match",
    "external_id",
  );
}

// The later a deal's number, the smaller its amount, so that their order is known.
async function import_crowd(folder) {
  const accounts = Array.from({ length: 200 }, (_, at) => `Account ${at}`);
  const deals = Array.from({ length: crowd }, (_, at) =>
    [
      `Deal ${String(at).padStart(5, "0")}`,
      accounts[(at * 7) % accounts.length],
      open_stages[at % open_stages.length],
      `${(crowd - at) * 10}.00`,
      "Ada Lindholm",
    ].join(","),
  );
  const bring = async (object, lines, ...options) => {
    const file = path.join(folder, `${object}.csv`);
    writeFileSync(file, `${lines.join("\n")}\n`);
    await run_comity(folder, "import", object, file, ...options);
  };
  await bring("account", ["name", ...accounts]);
  await bring("deal", ["name,account,stage,amount,owner", ...deals], "--set", "pipeline=Sales");
}
