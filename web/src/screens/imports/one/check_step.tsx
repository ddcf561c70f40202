import { Button, Switch } from "@mantine/core";
import { field_of, find_object, use_objects } from "../../../api/objects";
import type { ObjectType } from "../../../api/types";
import { format_number } from "../../../i18n/format";
import { CheckIcon, ImportantIcon, WandIcon } from "../../../look/icons";
import { w, w_count } from "../../../words/imports";
import styles from "../imports.module.css";
import { missing_by_field, with_create, with_same, without_same } from "../options";
import type { Import, Options } from "../types";
import { LikelyRows } from "./likely_rows";
import { Counts, Preview, Problems } from "./preview";

type Props = {
  one: Import;
  object: ObjectType;
  options: Options;
  // Changing an option here checks again at once.
  on_change: (options: Options) => void;
  on_back: () => void;
  on_start: () => void;
  busy: boolean;
};

const shown_texts = 6;

// The third step: what would change, and everything that can be put right with one click.
export function CheckStep({ one, object, options, on_change, on_back, on_start, busy }: Props) {
  const objects = use_objects();
  const label = (name: string) => field_of(object, name)?.label ?? name;
  const writes = one.created + one.updated;
  const taken = Object.entries(options.same).flatMap(([field, texts]) =>
    Object.entries(texts).map(([text, nearest]) => ({ field, text, nearest })),
  );
  const missing = missing_by_field(one.missing);
  const made = options.create.filter((name) => !missing.some((group) => group.field === name));
  return (
    <>
      <h2 className={styles.title}>{w("check_title")}</h2>
      <p className={styles.soft}>{w("nothing_yet")}</p>
      <Counts one={one} would busy={busy} />
      {Object.entries(one.also_created).map(([name, count]) => {
        const other = find_object(objects, name);
        return (
          <p key={name} className={styles.also}>
            {w_count("also", count, {
              object: other?.label ?? name,
              objects: other?.label_plural ?? name,
            })}
          </p>
        );
      })}

      <LikelyRows one={one} options={options} on_change={on_change} busy={busy} />
      {one.suggestions.length + taken.length > 0 ? (
        <section className={styles.block} data-asks={one.suggestions.length > 0 || undefined}>
          <h3>{w("did_you_mean")}</h3>
          <ul>
            {one.suggestions.map((found) => (
              <li key={`${found.field} ${found.text}`} className={styles.suggestion}>
                <WandIcon size={15} aria-hidden />
                <span>{w("mean", { text: found.text, field: label(found.field) })}</span>
                <Button
                  size="compact-sm"
                  disabled={busy}
                  onClick={() => on_change(with_same(options, found))}
                >
                  {w("take", { nearest: found.nearest })} {w_count("take_all", found.rows)}
                </Button>
              </li>
            ))}
            {taken.map((one_taken) => (
              <li key={`${one_taken.field} ${one_taken.text}`} className={styles.suggestion}>
                <CheckIcon size={15} aria-hidden />
                <span>{w("taken", one_taken)}</span>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  disabled={busy}
                  onClick={() => on_change(without_same(options, one_taken.field, one_taken.text))}
                >
                  {w("give_back")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      {missing.length + made.length > 0 ? (
        <section className={styles.block} data-asks={missing.length > 0 || undefined}>
          <h3>{w("missing_title")}</h3>
          {missing.map((group) => {
            const shown = group.texts.slice(0, shown_texts).map((found) => found.text);
            const more = group.texts.length - shown.length;
            const texts =
              more > 0 ? w("and_more", { texts: shown.join(", "), count: more }) : shown.join(", ");
            return (
              <div key={group.field} className={styles.missing}>
                <p>
                  <b>{label(group.field)}</b>: {w_count("missing", group.rows)}
                </p>
                {group.creatable ? (
                  <Switch
                    size="xs"
                    disabled={busy}
                    label={w("make_them", { texts })}
                    checked={options.create.includes(group.field)}
                    onChange={(event) =>
                      on_change(with_create(options, group.field, event.currentTarget.checked))
                    }
                  />
                ) : (
                  <p className={styles.soft}>{w("cannot_make", { texts })}</p>
                )}
              </div>
            );
          })}
          {made.map((name) => (
            <Switch
              key={name}
              size="xs"
              disabled={busy}
              label={w("make_them", { texts: label(name) })}
              checked
              onChange={() => on_change(with_create(options, name, false))}
            />
          ))}
        </section>
      ) : null}

      {one.notes.length > 0 ? (
        <section className={styles.block}>
          <h3>{w("notes")}</h3>
          <ul className={styles.notes}>
            {one.notes.map((note) => (
              <li key={note}>
                <ImportantIcon size={14} aria-hidden />
                {note}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Problems one={one} object={object} />
      <Preview one={one} object={object} />

      <div className={styles.foot}>
        {!busy && writes === 0 ? (
          <p className={styles.soft}>
            {w(one.failed === one.rows && one.rows > 0 ? "nothing_taken" : "nothing_to_do")}
          </p>
        ) : one.failed > 0 ? (
          <p className={styles.warn}>{w("start_part", { failed: format_number(one.failed) })}</p>
        ) : null}
        <Button variant="default" onClick={on_back}>
          {w("back")}
        </Button>
        <Button disabled={busy || writes === 0} onClick={on_start}>
          {w_count("start", writes)}
        </Button>
      </div>
    </>
  );
}
