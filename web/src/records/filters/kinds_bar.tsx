import type { ObjectType } from "../../api/types";
import { ObjectIcon } from "../../look/object_icon";
import styles from "../page.module.css";

// Which kind of records a screen is about: one of them, or all where that has a name.

type Props = {
  label: string;
  objects: ObjectType[];
  chosen: string | undefined;
  all?: string;
  choose: (name: string | null) => void;
};

export function KindsBar({ label, objects, chosen, all, choose }: Props) {
  return (
    <div className={styles.kinds} role="toolbar" aria-label={label}>
      {all ? (
        <button type="button" aria-pressed={!chosen} onClick={() => choose(null)}>
          {all}
        </button>
      ) : null}
      {objects.map((object) => (
        <button
          key={object.name}
          type="button"
          aria-pressed={chosen === object.name}
          onClick={() => choose(object.name)}
        >
          <ObjectIcon object={object} size={15} />
          {object.label_plural}
        </button>
      ))}
    </div>
  );
}
