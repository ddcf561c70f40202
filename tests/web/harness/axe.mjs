// What axe finds on a page. It is asked in the page itself, for findings alone: the library that
// drives it from outside also tells all that is well, which takes eight times as long.
import { readFileSync } from "node:fs";
import { axe_path } from "./place.mjs";

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const script = readFileSync(axe_path, "utf8");

// One line a finding, the first four of each rule. `rules`: only these, instead of all of WCAG.
export async function axe_findings(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(script);
  const violations = await page.evaluate(
    async ({ only }) => {
      const found = await window.axe.run(document, {
        runOnly: only,
        resultTypes: ["violations"],
      });
      return found.violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.slice(0, 4).map(({ target, html }) => ({ target, html })),
      }));
    },
    { only: rules ? { type: "rule", values: rules } : { type: "tag", values: wcag } },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 160)}`),
  );
}
