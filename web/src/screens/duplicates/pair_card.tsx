import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Pair } from "../../api/duplicates";
import { field_of, find_object, use_objects } from "../../api/objects";
import { t } from "../../i18n";
import { ObjectIcon } from "../../look/object_icon";
import { reasons_text } from "../../records/forms/likely";
import { merge_path } from "../../records/merge_path";
import { w } from "../../words/duplicates";
import styles from "./duplicates.module.css";

// Both side by side, what agrees in bold, and why they are thought to be one.
export function PairCard({ pair, on_dismiss }: { pair: Pair; on_dismiss: () => void }) {
  const object = find_object(use_objects(), pair.object);
  if (!object) return null;
  const { a, b } = pair;
  const name = w("pair", { a: a.title, b: b.title });
  const rows = rows_of(pair);
  const percent = `${Math.round(pair.score * 100)} %`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: J and K walk over the pairs
    <li className={styles.pair} data-pair={`${a.id} ${b.id}`} tabIndex={0} aria-label={name}>
      <div className={styles.why}>
        <ObjectIcon object={object} size={15} />
        <span className={styles.score} title={t("likeness", { percent })}>
          <span className="only_read_aloud">{t("likeness", { percent })}</span>
          <span aria-hidden>{percent}</span>
        </span>
        <span className={styles.reasons}>{reasons_text(pair.reasons)}</span>
      </div>
      <table className={styles.sides}>
        <caption className="only_read_aloud">{name}</caption>
        <thead>
          <tr>
            <td />
            {[a, b].map((side) => (
              <th key={side.id} scope="col">
                <Link to="/$plural/$id" params={{ plural: object.plural, id: side.id }}>
                  {side.title || t("untitled")}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field} data-same={row.a === row.b || undefined}>
              <th scope="row">{field_of(object, row.field)?.label ?? row.label}</th>
              <td>{row.a || w("nothing")}</td>
              <td>{row.b || w("nothing")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.ways}>
        {object.can.update ? (
          <>
            <Button
              component={Link}
              to={merge_path(pair)}
              size="compact-md"
              aria-label={`${w("merge")}: ${name}`}
            >
              {w("merge")}
            </Button>
            <Button
              variant="default"
              size="compact-md"
              aria-label={`${w("not_same")}: ${name}`}
              onClick={on_dismiss}
            >
              {w("not_same")}
            </Button>
          </>
        ) : null}
      </div>
    </li>
  );
}

// The fields that either of the two has something in, in the order of the first.
function rows_of({ a, b }: Pair) {
  const of = (side: Pair["a"], field: string) =>
    side.values.find((value) => value.field === field)?.value ?? "";
  const fields = new Map([...a.values, ...b.values].map((value) => [value.field, value.label]));
  return [...fields].map(([field, label]) => ({
    field,
    label,
    a: of(a, field),
    b: of(b, field),
  }));
}
