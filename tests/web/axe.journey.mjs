// Every screen with data, on a wide screen in light: nothing for axe to find, nothing wider than
// the window; in dark, the colours again.
import assert from "node:assert/strict";
import { one_of_each, screens_of } from "./harness/screens_of.mjs";
import { wide } from "./harness/visitor.mjs";

export const title = "accessible";
export const data = "demo";
export const limit_s = 1500;

export default async function ({ server, administrator, arrive, check }) {
  const screens = await screens_of(await server.person(administrator));
  const day = await (await arrive({ size: wide })).sign_in(administrator);
  await check("what is planted is found", async () => {
    await day.page.evaluate(() => {
      const pale = document.querySelector("h1");
      pale.textContent = "pale";
      pale.style.color = "#bbb";
      const main = document.querySelector("main");
      main.insertAdjacentHTML("beforeend", '<button type="button"></button>');
    });
    await assert.rejects(day.has_no_axe_findings("planted"), /button-name.*color-contrast.*pale/s);
    await assert.rejects(
      day.has_no_axe_findings("planted", { rules: ["color-contrast"] }),
      (error) => /pale/.test(error.message) && !/button-name/.test(error.message),
    );
  });
  for (const [name, path] of Object.entries(screens)) {
    await check(`${name}, light`, async () => {
      await day.go(path);
      await day.has_no_axe_findings(name);
      await day.fits(name);
    });
  }
  await day.leave();

  const night = await (await arrive({ size: wide, dark: true })).sign_in(administrator);
  for (const [name, path] of Object.entries(one_of_each(screens))) {
    await check(`${name}, dark`, async () => {
      await night.go(path);
      await night.has_no_axe_findings(name, { rules: ["color-contrast"] });
    });
  }
}
