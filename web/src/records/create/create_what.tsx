import { Modal } from "@mantine/core";
import { use_objects } from "../../api/objects";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { ObjectIcon } from "../../look/object_icon";
import { close_dialog, open_create } from "../dialogs";
import { by_rank, is_work } from "../place";
import styles from "./create.module.css";

// What to create: one more letter, or a click.
export default function CreateWhat() {
  const offered = by_rank(use_objects().filter((object) => object.can.create && is_work(object)));
  use_keys(
    offered
      .filter((object) => object.place.letter)
      .map((object) => ({
        press: object.place.letter ?? "",
        label: object.label,
        run: () => open_create(object.name),
      })),
    { modal: true },
  );
  return (
    <Modal
      opened
      size="sm"
      onClose={close_dialog}
      title={t("create")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <ul className={styles.what}>
        {offered.map((object, place) => (
          <li key={object.name}>
            <button
              type="button"
              data-autofocus={place === 0 || undefined}
              onClick={() => open_create(object.name)}
            >
              <ObjectIcon object={object} size={17} />
              <span>{object.label}</span>
              {object.place.letter ? (
                <kbd aria-hidden>{object.place.letter.toUpperCase()}</kbd>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
