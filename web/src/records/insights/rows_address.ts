import { parse_search, write_search } from "../address";

// The screen that shows what a path of the API finds.
export function screen_address(path: string): string {
  const [place = "", query = ""] = path.replace(/^\/api\/v1/, "").split("?");
  return `${place}${write_search(parse_search(query))}`;
}
