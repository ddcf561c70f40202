import { useQuery } from "@tanstack/react-query";
import { use_object } from "../../../api/objects";
import { page_query } from "../../../api/records";
import { use_me } from "../../../api/session";
import { format_date, format_number, today } from "../../../i18n/format";
import { Part } from "../part";
import { RecordRows } from "../record_rows";
import { w as settings_word } from "../words";
import styles from "./company.module.css";
import { type Rate, rates_on } from "./current_rates";
import { w } from "./words";

// Dated rates: which of them count today, and all of them to edit.

const sort = "code,-rate_on";

export function Rates() {
  const { currency } = use_me();
  const object = use_object("currency");
  const { data } = useQuery({
    ...page_query(object?.plural ?? "", { limit: 200, sort, filter: undefined }),
    enabled: !!object,
  });
  const rates = rates_on(data?.records ?? [], today());
  const counting = new Set(rates.map(({ now }) => now?.id));
  return (
    <Part title={settings_word("currencies")} hint={w("rates_hint", { currency })}>
      {rates.length > 0 ? (
        <section className={styles.rates} aria-label={w("rates_now")}>
          <h3>{w("rates_now")}</h3>
          <ul>
            {rates.map((rate) => (
              <RateLine key={rate.code} rate={rate} currency={currency} />
            ))}
          </ul>
        </section>
      ) : null}
      <RecordRows
        name="currency"
        fields={["code", "rate", "rate_on"]}
        sort={sort}
        extra={(row) =>
          counting.has(row.id) ? <span className={styles.mark}>{w("rate_counts")}</span> : null
        }
      />
    </Part>
  );
}

function RateLine({ rate, currency }: { rate: Rate; currency: string }) {
  const { code, now, next } = rate;
  const number = (value: unknown) => format_number(Number(value));
  return (
    <li>
      {now ? (
        <>
          <b>{w("rate_now", { code, rate: number(now.rate), currency })}</b>{" "}
          {now.rate_on
            ? w("rate_since", { day: format_date(String(now.rate_on)) })
            : w("rate_always")}
        </>
      ) : (
        <>
          <b>{code}</b> {w("rate_not_begun")}
        </>
      )}
      {next ? (
        <span className={styles.soft}>
          {" · "}
          {w("rate_next", { day: format_date(String(next.rate_on)), rate: number(next.rate) })}
        </span>
      ) : null}
    </li>
  );
}
