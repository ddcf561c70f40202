import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import type { Reference } from "../api/types";
import { t } from "../i18n";
import { as_list } from "./choices";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";
import { ReferenceMark, use_candidates } from "./reference";

function titles_in(expanded: Reference | Reference[] | null | undefined): Map<string, string> {
  const list = Array.isArray(expanded) ? expanded : expanded ? [expanded] : [];
  return new Map(list.map((one) => [one.id, one.title]));
}

function Display({ value, field, expanded, linked }: DisplayProps) {
  const titles = titles_in(expanded);
  return (
    <span className={styles.choices}>
      {as_list(value).map((id) => (
        <ReferenceMark
          key={id}
          pointer={{ object: field.target ?? "", id }}
          title={titles.get(id)}
          linked={linked}
        />
      ))}
    </span>
  );
}

function Editor(props: EditorProps) {
  const { field, value, on_change } = props;
  const [typed, set_typed] = useState("");
  const [open, set_open] = useState(false);
  const [titles, set_titles] = useState(() => titles_in(props.expanded));
  const { candidates } = use_candidates(field, typed, open);
  const chosen = as_list(value);
  const options = new Map(chosen.map((id) => [id, titles.get(id) ?? "…"]));
  for (const candidate of candidates) options.set(candidate.id, candidate.title);
  return (
    <MultiSelect
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.described_by}
      error={props.invalid}
      autoFocus={props.auto_focus}
      className={styles.grow}
      searchable
      filter={({ options: all }) => all}
      onDropdownOpen={() => set_open(true)}
      searchValue={typed}
      onSearchChange={set_typed}
      nothingFoundMessage={t("nothing_found")}
      data={[...options].map(([id, title]) => ({ value: id, label: title }))}
      value={chosen}
      onChange={(ids) => {
        set_titles(new Map([...titles, ...options]));
        on_change(ids);
      }}
    />
  );
}

export const references: FieldKind = {
  Display,
  Editor,
  operators: ["has", "has_not", "empty", "filled"],
  asked_as: "reference",
  literal: (value) => quoted(String(as_list(value)[0] ?? "")),
  from_literal: (literal) => (typeof literal === "string" ? [literal] : undefined),
  width: 200,
};
