import { Button, Menu, TextInput, Tooltip } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { use_objects } from "../../api/objects";
import type { Field, ObjectType } from "../../api/types";
import { operators_of } from "../../fields/kinds";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { FilterIcon, TextIcon } from "../../look/icons";
import styles from "./filter_bar.module.css";
import { below_field, FilterChip } from "./filter_chip";
import { type Clause, parse_filter, write_filter } from "./filter_clauses";

// The filter as readable chips and, for those who like it, as text. Both are the same filter.

type FilterBarProps = {
  object: ObjectType;
  filter: string;
  on_change: (filter: string) => void;
  // What the server says about the text, if it could not be read.
  problem?: string;
};

export function FilterBar({ object, filter, on_change, problem }: FilterBarProps) {
  const clauses = parse_filter(filter);
  const [as_text, set_as_text] = useState(false);
  const [draft, set_draft] = useState<Clause | null>(null);
  const [open, set_open] = useState<number | null>(null);
  const [adding, set_adding] = useState(false);
  const text_input = useRef<HTMLInputElement>(null);
  const showing_text = as_text || clauses === null || !!problem;

  use_keys([
    {
      press: "/",
      label: t("filter"),
      group: t("keys_list"),
      run: () => (showing_text ? text_input.current?.focus() : set_adding(true)),
    },
  ]);

  if (showing_text) {
    return (
      <FilterText
        filter={filter}
        problem={problem}
        input={text_input}
        focus={as_text}
        on_change={on_change}
        on_chips={clauses ? () => set_as_text(false) : undefined}
      />
    );
  }
  const shown = draft ? [...clauses, draft] : clauses;
  return (
    <div className={styles.bar}>
      {shown.map((clause, place) => (
        <FilterChip
          key={`${clause.field}-${place}`}
          object={object}
          clause={clause}
          open={open === place}
          on_open={(opened) => {
            set_open(opened ? place : null);
            if (!opened && place >= clauses.length) set_draft(null);
          }}
          on_change={(next) => {
            const list = [...clauses];
            list[place] = next;
            set_draft(null);
            on_change(write_filter(list));
          }}
          on_remove={() => {
            set_draft(null);
            on_change(write_filter(clauses.filter((_, index) => index !== place)));
          }}
        />
      ))}
      <AddFilter
        object={object}
        open={adding}
        on_open={set_adding}
        on_pick={(path, field) => {
          const [operator = "is"] = operators_of(field);
          set_draft({ field: path, operator, literals: [] });
          setTimeout(() => set_open(clauses.length), 120);
        }}
        on_words={(words) => {
          const clause: Clause = {
            field: "",
            operator: "words",
            literals: [JSON.stringify(words)],
          };
          on_change(write_filter([...clauses, clause]));
        }}
      />
      <Tooltip label={t("filter_as_text")}>
        <button
          type="button"
          className={styles.quiet}
          aria-label={t("filter_as_text")}
          onClick={() => set_as_text(true)}
        >
          <TextIcon size={15} aria-hidden />
        </button>
      </Tooltip>
      {clauses.length > 1 ? (
        <button type="button" className={styles.quiet} onClick={() => on_change("")}>
          {t("clear")}
        </button>
      ) : null}
    </div>
  );
}

type AddProps = {
  object: ObjectType;
  open: boolean;
  on_open: (open: boolean) => void;
  on_pick: (path: string, field: Field) => void;
  on_words: (words: string) => void;
};

function AddFilter({ object, open, on_open, on_pick, on_words }: AddProps) {
  const objects = use_objects();
  const [typed, set_typed] = useState("");
  const wanted = typed.trim().toLowerCase();
  const near = object.fields.map((field) => ({ path: field.name, field }));
  // One step through a reference: the sector of the account.
  const far = object.fields
    .filter((field) => field.worth === "record" && field.target && field.target !== object.name)
    .flatMap((field) =>
      (objects.find((other) => other.name === field.target)?.fields ?? []).map((inner) => ({
        path: `${field.name}.${inner.name}`,
        field: { ...inner, label: `${field.label}: ${inner.label}` },
      })),
    );
  const trees = object.fields.flatMap((field) => {
    const target = objects.find((other) => other.name === field.target);
    const is_tree = field.worth === "record" && target?.tree && field.name !== object.tree;
    const path = `${field.name}.within`;
    return is_tree ? [{ path, field: below_field(target, path, field.label) }] : [];
  });
  if (object.tree) {
    trees.push({ path: "within", field: below_field(object, "within", t("itself_or_below")) });
  }
  const found = (wanted ? [...near, ...trees, ...far] : [...near, ...trees])
    .filter(({ field }) => field.label.toLowerCase().includes(wanted))
    .slice(0, wanted ? 12 : 30);
  return (
    <Menu
      opened={open}
      onChange={(opened) => {
        on_open(opened);
        set_typed("");
      }}
      position="bottom-start"
      withinPortal
      trapFocus={false}
    >
      <Menu.Target>
        <button type="button" className={styles.add}>
          <FilterIcon size={14} aria-hidden />
          {t("filter")}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <TextInput
          autoFocus
          aria-label={t("filter_by")}
          placeholder={t("filter_by")}
          value={typed}
          onChange={(event) => set_typed(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            const [first] = found;
            on_open(false);
            if (first) on_pick(first.path, first.field);
            else if (wanted) on_words(typed.trim());
            set_typed("");
          }}
        />
        <div className={styles.menu_scroll}>
          {found.map(({ path, field }) => (
            <Menu.Item key={path} onClick={() => on_pick(path, field)}>
              {field.label}
            </Menu.Item>
          ))}
          {wanted ? (
            <Menu.Item onClick={() => on_words(typed.trim())}>
              {t("filter_words", { words: typed.trim() })}
            </Menu.Item>
          ) : null}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}

type FilterTextProps = {
  filter: string;
  problem?: string;
  input: React.RefObject<HTMLInputElement | null>;
  focus: boolean;
  on_change: (filter: string) => void;
  on_chips?: () => void;
};

function FilterText({ filter, problem, input, focus, on_change, on_chips }: FilterTextProps) {
  const [typed, set_typed] = useState(filter);
  useEffect(() => set_typed(filter), [filter]);
  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus, input]);
  return (
    <form
      className={styles.text_form}
      onSubmit={(event) => {
        event.preventDefault();
        on_change(typed.trim());
      }}
    >
      <TextInput
        ref={input}
        className={styles.text}
        aria-label={t("filter_as_text")}
        placeholder={'stage = "won" AND amount >= 1000'}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        error={problem}
        onChange={(event) => set_typed(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t("apply")}
      </Button>
      {on_chips ? (
        <Button variant="subtle" onClick={on_chips}>
          {t("filter_as_chips")}
        </Button>
      ) : null}
      {filter ? (
        <Button variant="subtle" color="gray" onClick={() => on_change("")}>
          {t("clear")}
        </Button>
      ) : null}
    </form>
  );
}
