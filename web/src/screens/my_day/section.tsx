import type { ReactNode } from "react";
import { RowsLink } from "../../charts/mark_link";
import { t } from "../../i18n";
import { format_number } from "../../i18n/format";
import { Bars } from "../../records/states";
import { w } from "../../words/my_day";
import styles from "./my_day.module.css";

type Asked = { isPending: boolean; error: unknown; refetch: () => unknown };

type Props = {
  title: string;
  tone?: "bad" | "good" | "warn";
  count?: number;
  // The list with everything that this shows a part of.
  href?: string;
  asked?: Asked;
  empty?: ReactNode;
  children: ReactNode;
};

// A part of the day, in each of its four states.
export function Section({ title, tone, count, href, asked, empty, children }: Props) {
  const failed = asked?.error && count === undefined;
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.section_head}>
        <h2 data-tone={count ? tone : undefined}>{title}</h2>
        {count ? <span className={styles.count}>{format_number(count)}</span> : null}
        {href && count ? (
          <RowsLink href={href} className={styles.all}>
            {w("all", { count: "" })}
            <span className="only_read_aloud">{title}</span>
          </RowsLink>
        ) : null}
      </div>
      {failed ? (
        <p className={styles.empty} role="alert">
          {w("failed")}{" "}
          <button type="button" className={styles.again} onClick={() => void asked?.refetch()}>
            {t("try_again")}
          </button>
        </p>
      ) : asked?.isPending ? (
        <div className={styles.bones}>
          <Bars count={3} height={22} />
        </div>
      ) : count === 0 ? (
        empty
      ) : (
        children
      )}
    </section>
  );
}

export function Nothing({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{text}</p>
      {children}
    </div>
  );
}
