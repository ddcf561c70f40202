import { forwardRef } from "react";
import { RowsLink } from "../../charts/mark_link";
import { format_money, format_money_short, format_number } from "../../i18n/format";
import { LeftIcon, RightIcon } from "../../look/icons";
import { w, w_count } from "../../words/board";
import styles from "./board.module.css";
import type { Column } from "./columns";
import { total_in } from "./totals";
import type { BoardView } from "./view";

type Props = { view: BoardView; column: Column; folded: boolean; on_fold: () => void };

// Name, count, sum and weighted sum; the figures open their rows.
export const ColumnHead = forwardRef<HTMLDivElement, Props>(function ColumnHead(props, ref) {
  const { view, column, folded, on_fold } = props;
  const { object, sum } = view;
  const total = total_in(view.answer, { field: view.field, sum }, column.key);
  const money = (amount: number) => ({ amount, currency: view.answer?.currency });
  const words = { object: object.label, objects: object.label_plural };
  const count = w_count("count", total.count, words);
  const label = w("sum_of", { count, stage: column.label, sum: format_money(money(total.sum)) });
  const fold = (
    <button
      type="button"
      className={styles.fold}
      onClick={on_fold}
      aria-expanded={!folded}
      aria-label={w(folded ? "unfold" : "fold", { stage: column.label })}
    >
      {folded ? <RightIcon size={14} aria-hidden /> : <LeftIcon size={14} aria-hidden />}
    </button>
  );
  const weighted = column.outcome === "open" && total.weighted !== null;
  return (
    <div ref={ref} className={styles.head}>
      <div className={styles.head_line}>
        <h2>{column.label}</h2>
        <span className={styles.count}>{format_number(total.count)}</span>
        {fold}
      </div>
      {sum ? (
        <RowsLink href={view.rows_of(column.key)} className={styles.sums}>
          <span className="only_read_aloud">{label}</span>
          <span title={format_money(money(total.sum), { exact: true })}>
            {folded ? format_money_short(money(total.sum)) : format_money(whole(money(total.sum)))}
          </span>
          {weighted && !folded ? (
            <i title={format_money(money(total.weighted ?? 0), { exact: true })}>
              {w("weighted", { sum: format_money_short(money(total.weighted ?? 0)) })}
            </i>
          ) : null}
        </RowsLink>
      ) : null}
    </div>
  );
});

const whole = (money: { amount: number; currency?: string }) => ({
  ...money,
  amount: Math.round(money.amount),
});
