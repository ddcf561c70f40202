// Each kind of screen with data at 360 pixels, in dark: nothing for axe to find, nothing wider than
// the window; in light, the colours again.
import { one_of_each, screens_of } from "./harness/screens_of.mjs";
import { phone } from "./harness/visitor.mjs";

export const title = "accessible on a phone";
export const data = "demo";
export const limit_s = 1500;

export default async function ({ server, administrator, arrive, check }) {
  const screens = one_of_each(await screens_of(await server.person(administrator)));
  const options = { size: phone, touch: true };
  const night = await (await arrive({ ...options, dark: true })).sign_in(administrator);
  for (const [name, path] of Object.entries(screens)) {
    await check(`${name}, dark`, async () => {
      await night.go(path);
      await night.has_no_axe_findings(name);
      await night.fits(name);
    });
  }
  await night.leave();

  const day = await (await arrive(options)).sign_in(administrator);
  for (const [name, path] of Object.entries(screens)) {
    await check(`${name}, light`, async () => {
      await day.go(path);
      await day.has_no_axe_findings(name, { rules: ["color-contrast"] });
    });
  }
}
