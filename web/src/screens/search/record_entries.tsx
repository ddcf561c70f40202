import { useNavigate } from "@tanstack/react-router";
import { find_object, use_objects } from "../../api/objects";
import type { SearchAnswer, SearchResult } from "../../api/types";
import { t } from "../../i18n";
import { Face } from "../../look/face";
import { AddIcon, SearchIcon } from "../../look/icons";
import { open_create } from "../../records/dialogs";
import { use_moment } from "../../records/time/moment";
import type { Command } from "./commands";
import { grouped_by_object, to_create, values_from_words } from "./found";

// Records that were found, each a way to its page; together what is of one kind.
export function use_record_entries(found: SearchResult[]): Command[] {
  const objects = use_objects();
  const navigate = useNavigate();
  return grouped_by_object(found).flatMap((result) => {
    const object = find_object(objects, result.object);
    if (!object) return [];
    return [
      {
        key: result.id,
        group: object.label_plural,
        title: result.title,
        title_parts: result.title_parts,
        subtitle: result.subtitle ?? undefined,
        matched_parts: result.matched_parts,
        picture: <Face object={object} title={result.title} size={20} />,
        run: () => void navigate({ to: `/${object.plural}/${result.id}` }),
      },
    ];
  });
}

// What else can be done with the words typed: all results on a screen of their own, the words that
// were meant, a new record where there is none.
export function use_more_entries(typed: string, answer: SearchAnswer | undefined): Command[] {
  const objects = use_objects();
  const navigate = useNavigate();
  const as_of = use_moment();
  if (!typed.trim() || !answer) return [];
  const show = (q: string) => void navigate({ to: "/search", search: { q } as never });
  if (answer.results.length > 0) {
    return [
      {
        key: "all results",
        group: t("search"),
        title: t("search_all_results", { words: typed.trim() }),
        picture: <SearchIcon size={17} stroke={1.7} aria-hidden />,
        run: () => show(typed.trim()),
      },
    ];
  }
  if (as_of) return [];
  return to_create(objects).map((object) => ({
    key: `create ${object.name} so called`,
    group: t("create"),
    title: t("search_create", { object: object.label, words: typed.trim() }),
    picture: <AddIcon size={17} stroke={1.7} aria-hidden />,
    run: () => open_create(object.name, values_from_words(object, typed)),
  }));
}
