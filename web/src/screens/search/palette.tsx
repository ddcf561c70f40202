import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { use_objects } from "../../api/objects";
import { search_query } from "../../api/records";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { SearchIcon } from "../../look/icons";
import { close_dialog } from "../../records/dialogs";
import { sought_names } from "../../records/place";
import { use_moment } from "../../records/time/moment";
import { is_called, matching_commands, use_commands } from "./commands";
import { FoundText } from "./found_text";
import styles from "./palette.module.css";
import { use_more_entries, use_record_entries } from "./record_entries";

const most_records = 8;

// One box that finds records, goes anywhere and does anything.
export default function Palette({ start = "" }: { start?: string }) {
  const [typed, set_typed] = useState(start);
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const [place, set_place] = useState(0);
  const id = useId();
  const as_of = use_moment();
  const objects = use_objects();
  const {
    data: found,
    isFetching,
    isPlaceholderData,
  } = useQuery({
    ...search_query(asked, objects.length > 0 ? sought_names(objects) : undefined, 12),
    placeholderData: keepPreviousData,
  });
  // Enter means what was typed, not what was found for the letters before.
  const answered = asked === typed.trim() && !isPlaceholderData;
  const commands = matching_commands(use_commands(), typed);
  const records = use_record_entries((found?.results ?? []).slice(0, most_records));
  const more = use_more_entries(typed, answered ? found : undefined);
  const called = commands.filter((command) => is_called(command, typed)).slice(0, 3);
  const others = commands.filter((command) => !called.includes(command));
  // Records first when something is typed, places first when nothing is.
  const entries = typed.trim()
    ? [...called, ...records, ...others.slice(0, 8), ...more]
    : [...commands.slice(0, 14), ...records.slice(0, 6)];
  const [waiting, set_waiting] = useState(false);
  const current = Math.min(place, entries.length - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at the top
  useEffect(() => set_place(0), [typed]);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);
  use_keys([], { modal: true });

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once the answer is here
  useEffect(() => {
    if (!waiting || !answered) return;
    set_waiting(false);
    run(current);
  }, [waiting, answered]);

  function run(index: number) {
    const entry = entries[index];
    if (!entry) return;
    close_dialog();
    entry.run();
  }

  let group = "";
  return (
    <Modal.Root opened size={620} onClose={close_dialog}>
      <Modal.Overlay />
      <Modal.Content aria-label={t("find_or_do")}>
        <Modal.Body p={0}>
          <div className={styles.box}>
            <SearchIcon size={17} aria-hidden />
            <input
              data-autofocus
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={entries.length ? `${id}-${current}` : undefined}
              aria-label={t("find_or_do")}
              placeholder={t("find_or_do")}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => {
                set_typed(event.currentTarget.value);
                set_waiting(false);
              }}
              onKeyDown={(event) => {
                const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
                const by = moves[event.key];
                if (by) {
                  event.preventDefault();
                  set_place((current + by + entries.length) % Math.max(1, entries.length));
                } else if (event.key === "Enter") {
                  event.preventDefault();
                  if (answered || current < called.length) run(current);
                  else set_waiting(true);
                }
              }}
            />
          </div>
          {as_of ? <p className={styles.only_now}>{t("search_only_now")}</p> : null}
          {found?.did_you_mean && answered && typed.trim() ? (
            <p className={styles.meant}>{t("search_meant", { words: found.did_you_mean })}</p>
          ) : null}
          <div id={`${id}-list`} role="listbox" aria-label={t("results")} className={styles.list}>
            {entries.map((entry, index) => {
              const head = entry.group !== group ? entry.group : null;
              group = entry.group;
              return (
                <div key={entry.key} role="presentation">
                  {head ? (
                    <p className={styles.group} role="presentation">
                      {head}
                    </p>
                  ) : null}
                  <div
                    id={`${id}-${index}`}
                    role="option"
                    aria-selected={index === current}
                    className={styles.entry}
                    onMouseMove={() => set_place(index)}
                    onClick={() => run(index)}
                  >
                    {entry.picture}
                    <span className={styles.title}>
                      <FoundText text={entry.title} parts={entry.title_parts} />
                    </span>
                    {entry.subtitle || entry.matched_parts ? (
                      <span className={styles.subtitle}>
                        {entry.subtitle}
                        {entry.subtitle && entry.matched_parts ? " · " : null}
                        <FoundText text="" parts={entry.matched_parts} />
                      </span>
                    ) : null}
                    {entry.keys ? (
                      <span className={styles.keys}>
                        {entry.keys.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </span>
                    ) : null}
                  </div>
                </div>
              );
            })}
          </div>
          {entries.length === 0 && !isFetching ? (
            <p className={styles.nothing}>{t("nothing_found")}</p>
          ) : null}
          <p className="only_read_aloud" aria-live="polite">
            {t("results_count", { count: entries.length })}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
