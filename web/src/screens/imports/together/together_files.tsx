import { NativeSelect } from "@mantine/core";
import type { ObjectType } from "../../../api/types";
import { format_number } from "../../../i18n/format";
import { ErrorIcon } from "../../../look/icons";
import { w } from "../../../words/imports";
import { w as tw, w_count as tw_count } from "../../../words/imports_together";
import shared from "../imports.module.css";
import { grouped_problems } from "../one/preview";
import type { Import, ImportedFile, TogetherOptions } from "../types";
import styles from "./together.module.css";
import { choice_of, left_out, not_said } from "./together_options";

type Props = {
  one: Import;
  objects: ObjectType[];
  busy?: boolean;
  // While it can still be changed what the files are.
  options?: TogetherOptions;
  on_choose?: (name: string, choice: string) => void;
};

const figures = ["rows", "created", "updated", "skipped", "failed"] as const;

// The files in the order in which they go in, with what each is and its counts; the last row adds
// them up.
export function FilesTable({ one, objects, busy, options, on_choose }: Props) {
  const in_all = (name: (typeof figures)[number]) =>
    name === "rows" ? (one.in_file ?? one.rows) : (one[name] ?? 0);
  return (
    <section className={styles.files} aria-busy={busy || undefined}>
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">{tw("file")}</th>
            <th scope="col">{tw("is")}</th>
            {figures.map((name) => (
              <th key={name} scope="col" className={styles.figure}>
                {tw(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {one.files.map((file, place) => (
            <FileRow
              key={file.file_name}
              place={place + 1}
              file={file}
              objects={objects}
              busy={busy}
              options={options}
              on_choose={on_choose}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {tw("total")}
            </th>
            {figures.map((name) => (
              <td key={name} className={styles.figure} data-label={tw(name)}>
                {format_number(in_all(name))}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <p className={one.reconciled || busy ? shared.soft : shared.bad}>
        {busy
          ? ""
          : one.reconciled
            ? tw("adds_up", {
                rows: format_number(in_all("rows")),
                created: format_number(one.created),
                updated: format_number(one.updated),
                skipped: format_number(one.skipped ?? 0),
                failed: format_number(one.failed),
              })
            : tw("does_not_add_up")}
      </p>
    </section>
  );
}

type RowProps = Omit<Props, "one"> & { file: ImportedFile; place: number };

function FileRow({ file, place, objects, busy, options, on_choose }: RowProps) {
  const object = objects.find((one) => one.name === file.object);
  const is_out = options ? choice_of(file, options) === left_out : file.left_out;
  const is_odd = !is_out && (!!file.error || (!busy && file.reconciled === false));
  return (
    <>
      <tr data-out={is_out || undefined} data-odd={is_odd || undefined}>
        <th scope="row">
          <span className={styles.place}>{place}</span> {file.file_name}
          {file.label ? <span className={shared.soft}> {file.label}</span> : null}
        </th>
        <td data-label={tw("is")}>
          {options && on_choose ? (
            <NativeSelect
              size="xs"
              aria-label={tw("object_of", { name: file.file_name })}
              disabled={busy}
              value={choice_of(file, options)}
              data={choices(file, objects, object)}
              onChange={(event) => on_choose(file.file_name, event.currentTarget.value)}
            />
          ) : is_out ? (
            tw("left_out")
          ) : (
            (object?.label_plural ?? file.object)
          )}
        </td>
        {figures.map((name) => (
          <td
            key={name}
            className={styles.figure}
            data-label={tw(name)}
            data-tone={name === "failed" && (file[name] ?? 0) > 0 ? "bad" : undefined}
          >
            {is_out ? "" : format_number(file[name] ?? 0)}
          </td>
        ))}
      </tr>
      {is_out ? null : <Details file={file} object={object} />}
    </>
  );
}

function choices(file: ImportedFile, objects: ObjectType[], object: ObjectType | undefined) {
  const offered = objects.filter(
    (one) => one.can.create && (one as { import?: boolean }).import !== false,
  );
  if (object && !offered.includes(object)) offered.unshift(object);
  return [
    ...(file.object ? [] : [{ value: not_said, label: tw("unknown") }]),
    ...offered.map((one) => ({ value: one.name, label: one.label_plural })),
    { value: left_out, label: tw("leave_out") },
  ];
}

const shown_texts = 5;

// What would not be found, what fails and why, and the notes; open where something is wrong.
function Details({ file, object }: { file: ImportedFile; object: ObjectType | undefined }) {
  const label = (name = "") => object?.fields.find((one) => one.name === name)?.label ?? name;
  const missing = file.missing ?? [];
  const problems = grouped_problems(file.preview ?? []);
  const notes = file.notes ?? [];
  if (!file.error && missing.length + problems.length + notes.length === 0) return null;
  const shown = missing.slice(0, shown_texts);
  const more = missing.length - shown.length;
  return (
    <tr>
      <td colSpan={7}>
        <details open={!!file.error || file.failed > 0 || missing.length > 0 || undefined}>
          <summary>{tw("details", { name: file.file_name })}</summary>
          <ul>
            {file.error ? (
              <li className={shared.bad}>
                <ErrorIcon size={14} aria-hidden /> {file.error}
              </li>
            ) : null}
            {shown.map((text) => (
              <li key={`${text.field} ${text.text}`}>
                {tw("missing", { field: label(text.field), text: text.text })}{" "}
                <span className={shared.soft}>({tw_count("missing_rows", text.rows)})</span>
              </li>
            ))}
            {more > 0 ? <li className={shared.soft}>{tw_count("and_more", more)}</li> : null}
            {problems.slice(0, shown_texts).map((group) => (
              <li key={`${group.field} ${group.message}`}>
                {group.message}{" "}
                <span className={shared.soft}>
                  {w("problem_rows", { rows: group.rows.slice(0, 5).join(", ") })}
                </span>
              </li>
            ))}
            {notes.map((note) => (
              <li key={note} className={shared.soft}>
                {note}
              </li>
            ))}
          </ul>
        </details>
      </td>
    </tr>
  );
}
