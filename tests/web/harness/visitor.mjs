// Somebody at a browser: a context of their own, whose console, errors and policy are watched.
import { axe_findings } from "./axe.mjs";

export const wide = { width: 1440, height: 900 };
export const phone = { width: 360, height: 740 };

// What refused requests leave in the console by themselves; a journey names those it provokes.
const refused = /^Failed to load resource: the server responded with a status of (\d+)/;

export class Visitor {
  #allowed = new Set(["401 /api/v1/session"]);
  trouble = [];

  static async arrive(browser, server, { size = wide, dark = false, touch = false } = {}) {
    const context = await browser.newContext({
      baseURL: server.address,
      viewport: size,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      hasTouch: touch,
      acceptDownloads: true,
    });
    const visitor = new Visitor();
    visitor.context = context;
    visitor.server = server;
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`),
      );
    });
    visitor.page = await context.newPage();
    visitor.page.setDefaultTimeout(40_000);
    visitor.page.setDefaultNavigationTimeout(15_000);
    visitor.#watch(visitor.page);
    return visitor;
  }

  #watch(page) {
    page.on("pageerror", (error) => this.trouble.push(`uncaught: ${error.stack ?? error}`));
    page.on("dialog", (dialog) => {
      this.trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const text = message.text();
      const [, status] = text.match(refused) ?? [];
      const url = message.location().url;
      const path = url ? new URL(url, this.server.address).pathname : "";
      if (status && [...this.#allowed].some((one) => `${status} ${path}`.startsWith(one))) return;
      if (/net::ERR_/.test(text) && this.#allowed.has("network")) return;
      this.trouble.push(`console: ${text} ${status ? path : ""}`);
    });
  }

  // "409 /api/v1/deals": this refusal is part of the journey; "network": so are broken lines.
  expect_refusal(...what) {
    for (const one of what) this.#allowed.add(one);
  }

  // Sets the session's cookie as the sign-in screen would; that screen has its own journey.
  async sign_in({ email, secret }, to = "/my-day") {
    const answer = await this.context.request.post("/api/v1/session", {
      data: { email, password: secret },
    });
    if (!answer.ok()) throw new Error(`sign-in of ${email}: ${answer.status()}`);
    await this.go(to);
    return this;
  }

  async go(to) {
    await this.page.goto(to);
    await this.settled();
  }

  // Nothing on screen says that it is still loading.
  async settled(page = this.page) {
    await page.locator("main, form").first().waitFor();
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"), null, {
      timeout: 40_000,
    });
  }

  toast(text) {
    return this.page.getByRole("region", { name: "Messages" }).getByText(text);
  }

  async undo_by_toast(text) {
    const messages = this.page.getByRole("region", { name: "Messages" });
    const card = messages.locator("div[data-tone]").filter({ hasText: text });
    await card.first().getByRole("button", { name: "Undo" }).click();
    await this.toast("Undone").first().waitFor();
  }

  // From here on what the page put off for long (a toast's end, what can be undone until then)
  // happens when it is told to, and not after some seconds: machines differ.
  hold_timers(from_ms = 3000) {
    return this.page.evaluate((from_ms) => {
      const { setTimeout: set, clearTimeout: clear } = window;
      const held = new Map();
      let last = 0;
      window.setTimeout = (work, ms, ...rest) => {
        if (typeof work !== "function" || !(ms >= from_ms)) return set(work, ms, ...rest);
        last -= 1;
        held.set(last, () => work(...rest));
        return last;
      };
      window.clearTimeout = (timer) => {
        if (!held.delete(timer)) clear(timer);
      };
      window.let_timers_go = () => {
        window.setTimeout = set;
        const all = [...held.values()];
        held.clear();
        for (const work of all) work();
      };
    }, from_ms);
  }

  // All that were held, in their order; later ones are the clock's again.
  let_timers_go() {
    return this.page.evaluate(() => window.let_timers_go());
  }

  // What the page had begun is over: what it put off to its next turn and to its next picture.
  has_done_its_turn() {
    return this.page.evaluate(async () => {
      for (let picture = 0; picture < 2; picture++) {
        await new Promise((done) => requestAnimationFrame(done));
      }
      await new Promise((done) => setTimeout(done));
    });
  }

  // What a screen reader is told of a drag by keyboard; the next key is taken from then on.
  async is_told_of_drag(text) {
    const told = this.page.locator("[id^=DndLiveRegion]").filter({ hasText: text });
    await told.first().waitFor({ state: "attached" });
    await this.has_done_its_turn();
  }

  // Throws what axe finds, one line a finding.
  async has_no_axe_findings(where = "", { rules } = {}) {
    await this.#at_rest();
    const lines = await axe_findings(this.page, rules);
    if (lines.length) throw new Error(`axe ${where}\n  ${lines.join("\n  ")}`);
  }

  // Colours are those of things that stand still.
  #at_rest() {
    return this.page.evaluate(async () => {
      const picture = () => new Promise((done) => requestAnimationFrame(done));
      const moving = () =>
        document
          .getAnimations()
          .filter((one) => one.playState !== "finished")
          .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
      // What ends may begin another; what was put off to the next picture has begun by the second.
      do {
        await Promise.allSettled(moving().map((one) => one.finished));
        await picture();
        await picture();
      } while (moving().length > 0);
    });
  }

  // Nothing wider than the window.
  async fits(where = "") {
    const wider = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wider > 0) throw new Error(`${where} is ${wider} px wider than the window`);
  }

  has_no_trouble() {
    if (this.trouble.length === 0) return;
    const all = [...new Set(this.trouble)];
    this.trouble = [];
    throw new Error(all.join("\n  "));
  }

  leave = () => this.context.close();
}
