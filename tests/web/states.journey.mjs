// Each screen while it loads, with nothing in it, and when the server fails: never blank, never
// without a way on. Filled screens are in the journeys about what they are for.
import assert from "node:assert/strict";
import { until } from "./harness/until.mjs";

export const title = "states";
export const data = "company";
export const limit_s = 1500;

// The requests without which a screen has nothing to show.
const screens = {
  "my day": { path: "/my-day", asks: /\/api\/v1\/(activities|deals|changes)/ },
  dashboard: { path: "/dashboard", asks: /\/api\/v1\/(deals|insights|pipelines|stages)/ },
  insights: { path: "/insights", asks: /\/api\/v1\/insights/ },
  "an insight": { path: "/insights/won_by_owner", asks: /\/api\/v1\/insights\/won/ },
  board: { path: "/deals/board", asks: /\/api\/v1\/(deals|pipelines|stages)/ },
  list: { path: "/contacts", asks: /\/api\/v1\/contacts/ },
  history: { path: "/history", asks: /\/api\/v1\/changes/ },
  bin: { path: "/bin", asks: /\/api\/v1\/.*bin=true/ },
  imports: { path: "/imports", asks: /\/api\/v1\/imports/ },
  record: { path: null, asks: /\/api\/v1\/accounts\// },
  administration: {
    path: "/settings/administration",
    asks: /\/api\/v1\/administration/,
    looks_again_by_itself: true,
  },
  company: { path: "/settings/company", asks: /\/api\/v1\/companies/ },
  "business hours": { path: "/settings/hours", asks: /\/api\/v1\/business_calendars/ },
  people: { path: "/settings/users", asks: /\/api\/v1\/users/ },
  pipelines: { path: "/settings/pipelines", asks: /\/api\/v1\/(pipelines|stages)/ },
};

const busy = JSON.stringify({
  type: "about:blank",
  title: "Unavailable",
  status: 503,
  cause: "unavailable",
  detail: "Busy.",
});

export default async function ({ server, administrator, arrive, check }) {
  const api = await server.person(administrator);
  const account = await api.post("/accounts", { name: "Kestrel Optics" });
  screens.record.path = `/accounts/${account.id}`;
  const ada = await (await arrive()).sign_in(administrator, "/help");
  const { page } = ada;

  for (const [name, { path, asks, looks_again_by_itself }] of Object.entries(screens)) {
    await check(`${name}, loading`, async () => {
      const waiting = [];
      await page.route(asks, (route) => waiting.push(route));
      await page.goto(path);
      await until(() => waiting.length > 0, "a request");
      assert.ok(await page.getByRole("main").isVisible());
      await ada.has_no_axe_findings(`${name}, loading`);
      await page.unroute(asks);
      await Promise.all(waiting.map((route) => route.continue().catch(() => {})));
      await ada.settled();
    });

    await check(`${name}, failed, and well again after trying again`, async () => {
      ada.expect_refusal("503 /api/v1/");
      await page.route(asks, (route) =>
        route.fulfill({ status: 503, contentType: "application/problem+json", body: busy }),
      );
      await page.goto(path);
      const alert = page.getByRole("main").getByRole("alert").first();
      await alert.waitFor();
      assert.match(await alert.innerText(), /busy|could not|not be read/i);
      await ada.has_no_axe_findings(`${name}, failed`);
      const again = page.getByRole("button", { name: "Try again" }).first();
      assert.ok(await again.isVisible(), "no way on");
      await page.unroute(asks);
      // There the button may be gone before it can be pressed.
      if (looks_again_by_itself) await alert.waitFor({ state: "detached" });
      else await again.click();
      await ada.settled();
    });

    if (name === "record") continue;
    await check(`${name}, empty, says so`, async () => {
      await ada.go(path);
      assert.ok((await page.getByRole("main").innerText()).length > 20);
      await ada.has_no_axe_findings(`${name}, empty`);
    });
  }

  await check("an address that leads nowhere says so", async () => {
    ada.expect_refusal("404 /api/v1/");
    await ada.go("/nowhere");
    await page.getByText("There is nothing at this address").waitFor();
    await ada.has_no_axe_findings("nowhere");
  });

  await check("a broken line keeps what was typed", async () => {
    ada.expect_refusal("network");
    await ada.go(`/accounts/${account.id}`);
    await page.getByRole("button", { name: "Edit Sector" }).click();
    await ada.context.setOffline(true);
    const input = page.getByRole("textbox", { name: "Sector" });
    await input.fill("optics");
    await input.press("Enter");
    await page
      .getByText(/No connection to the server|network/i)
      .first()
      .waitFor();
    assert.equal(await input.inputValue(), "optics");
    await ada.context.setOffline(false);
    await input.press("Enter");
    await ada.toast("Saved: Sector").waitFor();
  });
}
