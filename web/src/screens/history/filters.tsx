import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { ChangeQuery } from "../../api/changes";
import { use_objects } from "../../api/objects";
import { DateEditor } from "../../fields/date";
import { add_days } from "../../fields/date_words";
import { FieldEditor } from "../../fields/kinds";
import { t } from "../../i18n";
import { SearchIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import styles from "./history.module.css";

const origins = ["screen", "api", "import", "automation", "sync", "command_line"] as const;
const names = ["actor", "object", "origin", "q", "from", "until"] as const;
const is_date = (text: unknown) => typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text);

// What the address asks for.
export function use_history_filters(): { query: ChangeQuery; filtered: boolean } {
  const { search } = use_address();
  const { actor, object, origin, q, from } = search;
  // The last day is asked for with all its hours.
  const until = is_date(search.until) ? add_days(search.until ?? "", 1) : undefined;
  return {
    query: { actor, object, origin, q, from: is_date(from) ? from : undefined, until },
    filtered: names.some((name) => search[name]),
  };
}

// Who, what, through what, when and what it was called. Of one record the object is known.
export function HistoryFilters({ one_record }: { one_record?: boolean }) {
  const { search, change } = use_address();
  const objects = use_objects();
  const any = names.some((name) => search[name]);
  return (
    <div className={styles.filters} role="search" data-no-print>
      <Words words={search.q ?? ""} on_change={(q) => change({ q }, { replace: true })} />
      <div className={styles.person}>
        <FieldEditor
          key={search.actor ?? ""}
          field={{ name: "actor", label: t("by_whom"), kind: "reference", target: "user" }}
          label={t("by_whom")}
          placeholder={t("by_anyone")}
          value={search.actor ?? null}
          on_change={(id) => change({ actor: typeof id === "string" ? id : null })}
        />
      </div>
      {one_record ? null : (
        <NativeSelect
          aria-label={t("object")}
          value={search.object ?? ""}
          onChange={(event) => change({ object: event.currentTarget.value })}
          data={[
            { value: "", label: t("all_objects") },
            ...objects.map((object) => ({ value: object.name, label: object.label_plural })),
          ]}
        />
      )}
      <NativeSelect
        aria-label={t("origin")}
        value={search.origin ?? ""}
        onChange={(event) => change({ origin: event.currentTarget.value })}
        data={[
          { value: "", label: t("all_origins") },
          ...origins.map((name) => ({ value: name, label: t(`origin_${name}`) })),
        ]}
      />
      <Day name="from" value={search.from} on_change={(from) => change({ from })} />
      <Day name="until" value={search.until} on_change={(until) => change({ until })} />
      {any ? (
        <button
          type="button"
          className={styles.clear}
          onClick={() => change(Object.fromEntries(names.map((name) => [name, null])))}
        >
          {t("history_clear")}
        </button>
      ) : null}
    </div>
  );
}

function Words({ words, on_change }: { words: string; on_change: (words: string) => void }) {
  const [typed, set_typed] = useState(words);
  const tell = useDebouncedCallback(on_change, 250);
  useEffect(() => set_typed(words), [words]);
  return (
    <TextInput
      className={styles.words}
      aria-label={t("history_words")}
      placeholder={t("history_words")}
      leftSection={<SearchIcon size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        set_typed(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}

type DayProps = {
  name: "from" | "until";
  value?: string;
  on_change: (day: string | null) => void;
};

function Day({ name, value, on_change }: DayProps) {
  const label = t(`history_${name}`);
  return (
    <div className={styles.date}>
      <DateEditor
        key={value ? "set" : "empty"}
        field={{ name, label, kind: "date" }}
        label={label}
        placeholder={label}
        value={value ?? null}
        on_change={(day) => {
          if (day === null) on_change(null);
          else if (is_date(day)) on_change(String(day));
        }}
      />
    </div>
  );
}
