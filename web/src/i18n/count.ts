import { format_number } from "./format";
import { current_language } from "./index";

type Named = { label: string; label_plural: string };

// "1 deal", "630 deals"; German nouns keep their capital.
export function count_text(object: Named | undefined, count: number): string {
  const noun = (count === 1 ? object?.label : object?.label_plural) ?? "";
  const shown = current_language() === "en" ? noun.toLowerCase() : noun;
  return `${format_number(count)} ${shown}`.trim();
}
