import { Switch } from "@mantine/core";
import { ReferenceMark } from "../../../fields/reference";
import { reasons_text } from "../../../records/forms/likely";
import { w, w_count } from "../../../words/imports";
import styles from "../imports.module.css";
import type { Import, Options } from "../types";

type Props = {
  one: Import;
  options: Options;
  on_change: (options: Options) => void;
  busy: boolean;
};

const shown_rows = 10;

// New rows that are likely records that are there already, or other rows of the file.
export function LikelyRows({ one, options, on_change, busy }: Props) {
  const found = one.duplicates;
  if (!found || found.count === 0) return null;
  return (
    <section className={styles.block} data-asks>
      <h3>{w("likely_title")}</h3>
      <p>
        {w_count("likely", found.count)}{" "}
        {found.asked < one.created + found.count && !found.left_out
          ? w_count("likely_asked", found.asked)
          : null}
      </p>
      <ul className={styles.notes}>
        {found.rows.slice(0, shown_rows).map((row) => (
          <li key={row.row}>
            <span>
              {w("likely_row", { row: row.row })}{" "}
              {row.id ? (
                <ReferenceMark pointer={{ object: row.object, id: row.id }} title={row.title} />
              ) : (
                w("likely_of_row", { row: row.of_row ?? 0, title: row.title })
              )}
              : {reasons_text(row.reasons)}
            </span>
          </li>
        ))}
      </ul>
      <SkipLikely options={options} on_change={on_change} busy={busy} />
    </section>
  );
}

// Whether such rows are left out: of one file and of several.
export function SkipLikely<Some extends { duplicates?: Options["duplicates"] }>({
  options,
  on_change,
  busy,
}: {
  options: Some;
  on_change: (options: Some) => void;
  busy: boolean;
}) {
  return (
    <Switch
      size="xs"
      disabled={busy}
      label={w("likely_skip")}
      checked={options.duplicates === "skip"}
      onChange={(event) =>
        on_change({ ...options, duplicates: event.currentTarget.checked ? "skip" : "tell" })
      }
    />
  );
}
