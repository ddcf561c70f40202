import { Button, Checkbox, MultiSelect, Radio, Select } from "@mantine/core";
import { field_of } from "../../../api/objects";
import type { ObjectType } from "../../../api/types";
import { WandIcon } from "../../../look/icons";
import { w } from "../../../words/imports";
import { CompareInstead } from "../compare_instead";
import styles from "../imports.module.css";
import { open_questions, options_of, targets, unmapped_headers, with_mapping } from "../options";
import { SavedMappings } from "../saved_mappings";
import type { Import, Options } from "../types";
import { SetFields } from "./set_fields";

type Props = {
  one: Import;
  object: ObjectType;
  options: Options;
  on_change: (options: Options) => void;
  on_check: () => void;
  busy: boolean;
};

// The second step: where each column goes, by what rows are recognised, how figures are written.
export function MapStep({ one, object, options, on_change, on_check, busy }: Props) {
  const fields = targets(object, options, one);
  const mapped = Object.values(options.map).filter((name): name is string => !!name);
  const open = open_questions(one, options);
  const label = (name: string) => field_of(object, name)?.label ?? name;
  const left_out = unmapped_headers(options);
  return (
    <>
      {one.preset ? <p className={styles.soft}>{w("preset", { name: one.preset.label })}</p> : null}
      <SavedMappings
        one={one}
        options={options}
        on_use={(mapping) => on_change(options_of({ ...one, options: mapping.options }, object))}
      />
      {one.round_trip ? <CompareInstead id={one.id} /> : null}
      <h2 className={styles.title}>{w("columns_title")}</h2>
      <p className={styles.soft}>{w("columns_hint", { count: one.headers.length })}</p>
      <ul className={styles.mapping} aria-label={w("columns_title")}>
        <li className={styles.map_head} aria-hidden>
          <span>{w("column")}</span>
          <span>{w("sample")}</span>
          <span>{w("field")}</span>
        </li>
        {one.headers.map((header, place) => {
          const chosen = options.map[header] ?? null;
          const guessed = !!chosen && one.guesses[header] === chosen && header !== chosen;
          const samples = one.sample.map((row) => row[place]).filter(Boolean);
          return (
            <li key={header} className={styles.map_row} data-out={!chosen || undefined}>
              <b>{header}</b>
              <span className={styles.samples} title={samples.join("\n")}>
                {samples.slice(0, 3).join(" · ") || "—"}
              </span>
              <span className={styles.target}>
                <Select
                  size="xs"
                  aria-label={w("field_of", { header })}
                  placeholder={w("leave_out")}
                  searchable
                  clearable
                  data={fields}
                  value={chosen}
                  onChange={(field) => on_change(with_mapping(options, header, field, object))}
                />
                {guessed ? (
                  <span className={styles.guess}>
                    <WandIcon size={12} aria-hidden /> {w("guessed")}
                  </span>
                ) : chosen ? null : (
                  <span className={styles.out}>{w("left_out")}</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>

      <section className={styles.block}>
        <h3>{w("match_title")}</h3>
        <p className={styles.soft}>
          {options.match.length > 0
            ? w("match_hint", { fields: options.match.map(label).join(" + ") })
            : w("match_none")}
        </p>
        <MultiSelect
          size="xs"
          className={styles.narrow}
          aria-label={w("match_by")}
          placeholder={options.match.length ? undefined : w("match_by")}
          data={fields.filter((field) => mapped.includes(field.value))}
          value={options.match}
          onChange={(match) => on_change({ ...options, match })}
        />
        <Checkbox
          label={w("create_only")}
          checked={options.create_only}
          onChange={(event) => on_change({ ...options, create_only: event.currentTarget.checked })}
        />
      </section>

      <SetFields object={object} options={options} on_change={on_change} />
      <FormatQuestions one={one} options={options} on_change={on_change} />

      <div className={styles.foot}>
        {open.length > 0 ? <p className={styles.warn}>{w("answer_first")}</p> : null}
        {mapped.length === 0 ? <p className={styles.warn}>{w("map_first")}</p> : null}
        {left_out.length > 0 ? (
          <p className={styles.soft}>
            {w("left_out")}: {left_out.join(", ")}
          </p>
        ) : null}
        <Button disabled={open.length > 0 || mapped.length === 0} loading={busy} onClick={on_check}>
          {w("check")}
        </Button>
      </div>
    </>
  );
}

type FormatProps = Pick<Props, "one" | "options" | "on_change">;

// Asked only when the file can be read two ways; never guessed in silence.
function FormatQuestions({ one, options, on_change }: FormatProps) {
  const dates = one.format.ambiguous_dates ?? [];
  const decimals = one.format.ambiguous_decimals ?? [];
  if (dates.length === 0 && decimals.length === 0) return null;
  const place = one.headers.indexOf(dates[0] ?? "");
  const sample = one.sample.map((row) => row[place]).find(Boolean);
  const told = sample && /^0?[34]\D0?[34]\b/.test(sample);
  return (
    <section className={styles.block} data-asks>
      <h3>{w("format_title")}</h3>
      {dates.length > 0 ? (
        <Radio.Group
          label={w(told ? "date_question" : "date_question_plain", {
            headers: dates.join(", "),
            sample: sample ?? "",
          })}
          description={sample}
          value={options.format.date ?? ""}
          onChange={(date) =>
            on_change({ ...options, format: { ...options.format, date: date as "dmy" | "mdy" } })
          }
        >
          <div className={styles.radios}>
            <Radio value="dmy" label={w("dmy")} size="xs" />
            <Radio value="mdy" label={w("mdy")} size="xs" />
          </div>
        </Radio.Group>
      ) : null}
      {decimals.length > 0 ? (
        <Radio.Group
          label={w("decimal_question", { headers: decimals.join(", ") })}
          value={options.format.decimal ?? ""}
          onChange={(decimal) => on_change({ ...options, format: { ...options.format, decimal } })}
        >
          <div className={styles.radios}>
            <Radio value="," label={w("comma")} size="xs" />
            <Radio value="." label={w("point")} size="xs" />
          </div>
        </Radio.Group>
      ) : null}
    </section>
  );
}
