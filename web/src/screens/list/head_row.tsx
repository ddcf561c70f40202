import type { ObjectType } from "../../api/types";
import { kind_of } from "../../fields/kinds";
import { t } from "../../i18n";
import { SortDownIcon, SortUpIcon } from "../../look/icons";
import styles from "./list.module.css";
import { Tick } from "./tick";
import { type ListState, next_sort } from "./use_list_state";

type HeadRowProps = {
  object: ObjectType;
  state: ListState;
  all_chosen: boolean;
  some_chosen: boolean;
  toggle_all: () => void;
};

export function HeadRow({ object, state, all_chosen, some_chosen, toggle_all }: HeadRowProps) {
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <div role="columnheader" className={styles.check}>
        <Tick
          label={t("select_all", { objects: object.label_plural })}
          ticked={all_chosen}
          partly={some_chosen && !all_chosen}
          in_tab_order
          on_tick={toggle_all}
        />
      </div>
      {state.columns.map((field) => {
        const up = state.sort === field.name;
        const down = state.sort === `-${field.name}`;
        const Arrow = down ? SortDownIcon : SortUpIcon;
        return (
          <div
            key={field.name}
            role="columnheader"
            aria-sort={up ? "ascending" : down ? "descending" : "none"}
            className={styles.head_cell}
            data-align={kind_of(field).align}
          >
            {field.sorts ? (
              <button
                type="button"
                onClick={() => state.set_sort(next_sort(state.sort, field.name))}
                title={t("sort_by", { field: field.label })}
              >
                <span>{field.label}</span>
                {up || down ? <Arrow size={13} aria-hidden /> : null}
              </button>
            ) : (
              <span>{field.label}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
