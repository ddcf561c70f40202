import type { ObjectType } from "../../api/types";
import { current_language, t, t_count } from "../../i18n";

// The log keeps what a change set is called in English, made from verb, object and title. Who reads
// another language gets it said anew; a name that somebody gave is left alone.

const verbs = {
  Created: "label_created",
  Edited: "label_edited",
  Changed: "label_edited",
  Deleted: "label_deleted",
  Restored: "label_restored",
} as const;
const turns = { Undid: "label_undid", Redid: "label_redid" } as const;

export function change_words(label: string, object: ObjectType | undefined): string {
  if (current_language() === "en") return label;
  const turn = /^(Undid|Redid): (.*)$/s.exec(label);
  if (turn) {
    const [, word, rest] = turn;
    return t(turns[word as keyof typeof turns], { what: change_words(rest ?? "", object) });
  }
  if (label === "Changed records") return t("label_edited", { what: t("label_records") });
  const made = /^(Created|Edited|Changed|Deleted|Restored) (.*)$/s.exec(label);
  const what = made ? object_words(made[2] ?? "", object) : null;
  return made && what ? t(verbs[made[1] as keyof typeof verbs], { what }) : label;
}

function object_words(rest: string, object: ObjectType | undefined): string | null {
  const many = /^(\d+) (.+)$/.exec(rest);
  if (many?.[2] === "records") return t_count("records", Number(many[1]));
  if (!object) return null;
  const name = object.name.replaceAll("_", " ");
  const plural = object.plural.replaceAll("_", " ");
  if (many?.[2] === plural) return `${many[1]} ${object.label_plural}`;
  if (rest === name) return object.label;
  return rest.startsWith(`${name} `) ? `${object.label} ${rest.slice(name.length + 1)}` : null;
}
