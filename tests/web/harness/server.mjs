// One `comity serve` on a data folder of its own and a free port, stopped by its own process id.
import { execFile, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Person } from "./person.mjs";
import { loose_screens, program } from "./place.mjs";
import { serve_screens } from "./screens.mjs";

const start_limit_ms = 30_000;
const stop_limit_ms = 20_000;
const command_limit_ms = 120_000;

export const password = "a long enough password";

export const make_folder = () => mkdtempSync(path.join(tmpdir(), "comity-journey-"));
export const remove_folder = (folder) => rmSync(folder, { recursive: true, force: true });

// `comity NAME …` on a folder that no server holds; answers what it printed.
export async function run_comity(folder, ...words) {
  const limits = { timeout: command_limit_ms, maxBuffer: 1 << 24 };
  const run = promisify(execFile);
  const { stdout, stderr } = await run(program, [...words, "--data", folder], limits);
  return stdout + stderr;
}

export class Server {
  #process = null;
  #screens = null;
  #folder;
  log = "";

  // A copy, so that every journey begins with the same data and none sees another's.
  constructor(template) {
    this.#folder = make_folder();
    if (template) cpSync(template.folder, this.#folder, { recursive: true });
    this.administrator = template?.administrator ?? null;
  }

  async start() {
    const options = ["serve", "--listen", "127.0.0.1:0", "--data", this.#folder];
    this.#process = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
    const heard = new Promise((found, fail) => {
      const give_up = () => fail(new Error(`did not listen:\n${this.log}`));
      const late = setTimeout(give_up, start_limit_ms);
      const listen = (bytes) => {
        this.log += bytes;
        const [, address] = this.log.match(/listens on (http:\/\/\S+)/) ?? [];
        if (!address) return;
        clearTimeout(late);
        found(address);
      };
      this.#process.stdout.on("data", listen);
      this.#process.stderr.on("data", listen);
      this.#process.once("exit", (code) => fail(new Error(`exited with ${code}:\n${this.log}`)));
    });
    this.address = await heard;
    if (loose_screens) {
      this.#screens = await serve_screens(loose_screens, this.address);
      this.address = this.#screens.address;
    }
    return this;
  }

  // The first-run address that an empty server prints.
  get setup_path() {
    return this.log.match(/(\/setup\?code=\S+)/)?.[1] ?? null;
  }

  // Asks the API as a person, beside what the browser does.
  person({ email, secret = password }) {
    return new Person(this.address, email, secret).sign_in();
  }

  // Somebody of the demo firm who has not signed in yet, joining now.
  async invite_known(administrator, name, role = null) {
    const user = await administrator.first("users", `name = "${name}"`);
    if (role) {
      const { id } = await administrator.first("roles", `key = "${role}"`);
      await administrator.patch(`/users/${user.id}`, { role: id });
    }
    const { link } = await administrator.post(`/users/${user.id}/invite`, {});
    const code = new URL(link, this.address).searchParams.get("code");
    await administrator.post("/join", { code, password });
    return { ...user, secret: password };
  }

  // `comity NAME …` beside the server, for what only reads.
  run = (...words) => run_comity(this.#folder, ...words);

  // Straight into the database: what a journey needs and no request brings about. Only while the
  // server is killed.
  write_database(sql) {
    const script =
      "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())";
    const file = path.join(this.#folder, "comity.db");
    execFileSync("python3", ["-c", script, file], { input: sql });
  }

  // The one figure that it asks for. Only while the server is killed, as above.
  number_in_database(sql) {
    const script =
      "import sqlite3, sys; " +
      "print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])";
    const file = path.join(this.#folder, "comity.db");
    return Number(execFileSync("python3", ["-c", script, file, sql], { encoding: "utf8" }));
  }

  // As when the power goes; start() begins it again, at another address.
  async kill() {
    this.#screens?.close();
    const gone = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGKILL");
    await gone;
    this.log = "";
  }

  async stop() {
    this.#screens?.close();
    if (this.#process?.exitCode === null) {
      const gone = new Promise((done) => this.#process.once("exit", done));
      this.#process.kill("SIGTERM");
      const late = setTimeout(() => this.#process.kill("SIGKILL"), stop_limit_ms);
      await gone;
      clearTimeout(late);
    }
    remove_folder(this.#folder);
  }
}
