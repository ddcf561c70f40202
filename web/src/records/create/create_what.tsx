import { Modal } from "@mantine/core";
import { use_objects } from "../../api/objects";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { ObjectIcon } from "../../look/object_icon";
import { is_work } from "../background";
import { close_dialog, open_create } from "../dialogs";
import styles from "./create.module.css";

const usual = ["deal", "contact", "account", "lead", "activity", "product"];
const letters: Record<string, string> = {
  deal: "d",
  contact: "c",
  account: "a",
  lead: "l",
  activity: "t",
  product: "p",
};

// What to create: one more letter, or a click.
export default function CreateWhat() {
  const objects = use_objects().filter((object) => object.can.create && is_work(object));
  const rank = (name: string) => (usual.indexOf(name) + 99) % 99;
  const offered = objects.toSorted((one, other) => rank(one.name) - rank(other.name));
  use_keys(
    offered
      .filter((object) => letters[object.name])
      .map((object) => ({
        press: letters[object.name] ?? "",
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
              {letters[object.name] ? (
                <kbd aria-hidden>{letters[object.name]?.toUpperCase()}</kbd>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
