import { useDraggable } from "@dnd-kit/core";
import { memo } from "react";
import { title_of } from "../../api/objects";
import type { ObjectType, Reference, Row } from "../../api/types";
import { as_money } from "../../fields/money";
import { t } from "../../i18n";
import { format_instant_exact, format_money } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { ClockIcon } from "../../look/icons";
import { w } from "../../words/board";
import styles from "./card.module.css";
import { format_days } from "./format_days";
import { days_since } from "./next_step";
import { NextStepMark } from "./next_step_mark";

type Props = { object: ObjectType; row: Row; sum: string | null; rotting_days?: number | null };

const one_of = (row: Row, name: string): Reference | null => {
  const found = row.expanded?.[name];
  return Array.isArray(found) ? (found[0] ?? null) : (found ?? null);
};

// What stands on a card; the same on the board and under the pointer while it is dragged.
export const CardFace = memo(function CardFace(props: Props) {
  const { object, row, sum, rotting_days } = props;
  const account = one_of(row, "account")?.title ?? (row.company as string | undefined);
  const owner = one_of(row, "owner")?.title;
  const money = sum ? as_money(row[sum]) : null;
  const age = days_since(row.stage_since);
  const plans = object.fields.some((field) => field.name === "next_activity_at");
  const rotten = !!rotting_days && age !== null && age > rotting_days;
  const open = row.status === undefined || row.status === null || row.status === "open";
  return (
    <>
      <p className={styles.account}>{account ?? "\u00a0"}</p>
      <div className={styles.foot}>
        {sum ? (
          <span className={styles.amount} title={money ? format_money(money, { exact: true }) : ""}>
            {money ? format_money({ ...money, amount: Math.round(Number(money.amount)) }) : "—"}
          </span>
        ) : null}
        {age !== null ? (
          <span
            className={styles.age}
            data-rotten={rotten || undefined}
            title={[
              w("in_stage", { date: format_instant_exact(String(row.stage_since)) }),
              rotten ? w("rotten", { days: rotting_days ?? 0 }) : "",
            ].join(". ")}
          >
            {rotten ? <ClockIcon size={12} aria-hidden /> : null}
            {format_days(age)}
            {rotten ? (
              <span className="only_read_aloud">{w("rotten", { days: rotting_days ?? 0 })}</span>
            ) : null}
          </span>
        ) : null}
        <span className={styles.gap} />
        {plans && open ? <NextStepMark at={row.next_activity_at} /> : null}
        {owner ? (
          <span title={owner} className={styles.owner}>
            <Avatar name={owner} size={20} />
            <span className="only_read_aloud">{owner}</span>
          </span>
        ) : null}
      </div>
    </>
  );
});

type CardProps = Props & {
  may_move: boolean;
  instructions: string;
  arrived: "left" | "right" | "here" | null;
  asked: boolean;
  open: boolean;
  on_open: (id: string) => void;
  menu: React.ReactNode;
};

export function Card(props: CardProps) {
  const { object, row, sum, rotting_days, may_move, instructions, arrived, asked, open, menu } =
    props;
  const drag = useDraggable({ id: row.id, data: { row }, disabled: !may_move });
  const { onKeyDown, ...pointing } = (drag.listeners ?? {}) as Record<string, never>;
  return (
    <div
      ref={drag.setNodeRef}
      {...pointing}
      className={styles.card}
      data-lifted={drag.isDragging || asked || undefined}
      data-arrived={arrived ?? undefined}
      data-open={open || undefined}
    >
      {/* A plain link: cards come and go with every frame of a scroll. */}
      <a
        ref={drag.setActivatorNodeRef}
        href={`/${object.plural}/${row.id}`}
        className={styles.name}
        data-card={row.id}
        draggable={false}
        aria-describedby={may_move ? instructions : undefined}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          props.on_open(row.id);
        }}
      >
        {title_of(object, row) || t("untitled")}
      </a>
      <CardFace object={object} row={row} sum={sum} rotting_days={rotting_days} />
      {menu}
    </div>
  );
}

export function FloatingCard({ object, row, sum }: Props) {
  return (
    <div className={styles.card} data-floating>
      <p className={styles.name}>{title_of(object, row) || t("untitled")}</p>
      <CardFace object={object} row={row} sum={sum} />
    </div>
  );
}
