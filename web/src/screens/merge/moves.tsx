import type { MergePreview } from "../../api/merge";
import { field_of, find_object, use_objects } from "../../api/objects";
import { format_number } from "../../i18n/format";
import { ObjectIcon } from "../../look/object_icon";
import { w } from "../../words/merge";
import styles from "./merge.module.css";

// How much of what refers to the other one comes along, by object.
export function Moves({ preview }: { preview: MergePreview }) {
  const objects = use_objects();
  return (
    <section className={styles.moves} aria-labelledby="merge-moves">
      <h2 id="merge-moves">{w("moves")}</h2>
      {preview.moves.length === 0 ? (
        <p className={styles.faint}>{w("moves_none", { name: preview.other.title })}</p>
      ) : (
        <ul>
          {preview.moves.map((move) => {
            const object = find_object(objects, move.object);
            return (
              <li key={`${move.object}.${move.field}`}>
                {object ? <ObjectIcon object={object} size={15} /> : null}
                <b>{format_number(move.count + move.in_bin)}</b>{" "}
                {move.count + move.in_bin === 1 ? object?.label : object?.label_plural}{" "}
                <span className={styles.faint}>
                  {w("by_field", {
                    field: field_of(object, move.field)?.label ?? move.field_label,
                  })}
                  {move.in_bin > 0 ? ` · ${w("moves_bin", { count: move.in_bin })}` : ""}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
