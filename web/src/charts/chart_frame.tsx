import { Popover } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { ChartIcon, ImportantIcon, ListIcon, MaximizeIcon } from "../look/icons";
import { w } from "../words/charts";
import styles from "./charts.module.css";
import { RowsLink } from "./mark_link";

// A figure with its sentence as title, a subtitle that names what is drawn, and a table twin: the
// same figures for readers, screen readers and paper.

type Props = {
  title: string;
  subtitle?: string;
  // How it is counted: definition, zone, currency, rates.
  about?: ReactNode;
  table: ReactNode;
  // What the figures do not tell.
  note?: ReactNode;
  // The page that shows it alone.
  page?: { href: string; label: string };
  empty?: boolean;
  wide?: boolean;
  children: ReactNode;
};

export function ChartFrame(props: Props) {
  const { title, subtitle, about, table, note, page, empty, wide, children } = props;
  const [as_table, set_as_table] = useState(false);
  const id = useId();
  return (
    <figure className={styles.frame} aria-labelledby={id} data-wide={wide || undefined}>
      <figcaption className={styles.caption}>
        <div className={styles.names}>
          <h2 id={id}>{title}</h2>
          {subtitle ? <p>{subtitle}</p> : null}
        </div>
        {about ? <About>{about}</About> : null}
        {empty ? null : (
          <button
            type="button"
            className={styles.tool}
            onClick={() => set_as_table(!as_table)}
            aria-pressed={as_table}
            aria-label={`${as_table ? w("as_chart") : w("as_table")}: ${subtitle ?? title}`}
            title={as_table ? w("as_chart") : w("as_table")}
            data-no-print
          >
            {as_table ? <ChartIcon size={15} aria-hidden /> : <ListIcon size={15} aria-hidden />}
          </button>
        )}
        {page ? (
          <RowsLink href={page.href} className={styles.tool} title={page.label}>
            <MaximizeIcon size={15} aria-hidden />
            <span className="only_read_aloud">{page.label}</span>
          </RowsLink>
        ) : null}
      </figcaption>
      {empty ? (
        <p className={styles.empty}>{w("nothing_yet")}</p>
      ) : as_table ? (
        table
      ) : (
        <div className={styles.body}>{children}</div>
      )}
      {note}
    </figure>
  );
}

export function About({ children }: { children: ReactNode }) {
  return (
    <Popover width={300} position="bottom-end" withinPortal shadow="md" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.tool}
          aria-label={w("about_figure")}
          title={w("about_figure")}
          data-no-print
        >
          <ImportantIcon size={15} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.about}>{children}</div>
      </Popover.Dropdown>
    </Popover>
  );
}
