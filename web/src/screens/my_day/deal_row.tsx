import type { ReactNode } from "react";
import type { Reference, Row } from "../../api/types";
import { as_money } from "../../fields/money";
import { t } from "../../i18n";
import { format_date, format_date_near, format_money, today } from "../../i18n/format";
import { use_panel } from "../../records/address";
import { w } from "../../words/my_day";
import styles from "./my_day.module.css";

type Props = { row: Row; with_date?: boolean; children?: ReactNode };

export function DealRow({ row, with_date, children }: Props) {
  const panel = use_panel();
  const money = as_money(row.amount);
  const account = row.expanded?.account as Reference | null | undefined;
  const close = typeof row.expected_close === "string" ? row.expected_close : null;
  const late = !!close && close < today();
  return (
    <li className={styles.deal}>
      <div className={styles.deal_line}>
        <button
          type="button"
          className={styles.subject}
          data-deal={row.id}
          onClick={() => panel.show("deals", row.id)}
        >
          {String(row.name ?? t("untitled"))}
        </button>
        <span className={styles.amount}>{money ? format_money(money) : "—"}</span>
      </div>
      <div className={styles.deal_line}>
        <span className={styles.soft}>{account?.title ?? ""}</span>
        {with_date && close ? (
          <time
            dateTime={close}
            title={format_date(close, "long")}
            className={late ? styles.late : styles.soft}
          >
            {w(late ? "deal_amount_overdue" : "expected", { when: format_date_near(close) })}
          </time>
        ) : null}
        {children}
      </div>
    </li>
  );
}
