import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { title_of } from "../../api/objects";
import type { Field, ObjectType, Row } from "../../api/types";
import { is_empty } from "../../fields/kind";
import { FieldValue } from "../../fields/kinds";
import { t } from "../../i18n";
import styles from "./list.module.css";

type RowCardProps = {
  object: ObjectType;
  row: Row;
  index: number;
  columns: Field[];
  start: number;
  height: number;
  current: boolean;
};

// A row on a narrow screen: its title and its next facts on two lines.
export const RowCard = memo(function RowCard(props: RowCardProps) {
  const { object, row, index, columns, start, height, current } = props;
  const facts = columns
    .slice(1)
    .filter((field) => !is_empty(row[field.name]))
    .slice(0, 3);
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className={styles.card}
      style={{ top: start, height }}
    >
      <div role="gridcell">
        <Link
          to="/$plural/$id"
          params={{ plural: object.plural, id: row.id }}
          data-cell={`${index}-0`}
          data-current={current || undefined}
        >
          <b>{title_of(object, row) || t("untitled")}</b>
          <span className={styles.card_facts}>
            {facts.map((field) => (
              <FieldValue
                key={field.name}
                field={field}
                value={row[field.name]}
                row={row}
                expanded={row.expanded?.[field.name]}
                linked={false}
              />
            ))}
          </span>
        </Link>
      </div>
    </div>
  );
});
