import type { InsightAnswer } from "../../api/insights";
import { format_date } from "../../i18n/format";
import { w } from "../../words/figures";

// What stands behind a figure: its definition, the days, the zone, the currency and its rates.
export function AboutInsight({ text, answer }: { text: string; answer: InsightAnswer }) {
  return (
    <>
      <p>{text}</p>
      {answer.period?.from || answer.period?.to ? <p>{period_text(answer.period)}</p> : null}
      <p>
        {w("about_zone", { zone: answer.zone })}{" "}
        {w("about_currency", { currency: answer.currency })}
      </p>
      {answer.rates.length > 0 ? (
        <ul>
          {answer.rates.map((rate) => (
            <li key={rate.currency}>
              {rate.on
                ? w("about_rate", {
                    currency: rate.currency,
                    rate: rate.rate,
                    date: format_date(rate.on),
                  })
                : w("about_rate_undated", { currency: rate.currency, rate: rate.rate })}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{w("about_rows")}</p>
    </>
  );
}

// "Closed from 1 Jan 2025 to 31 Dec 2025": what the asked period means.
export function period_text({ from, to }: { from: string | null; to: string | null }): string {
  if (from && to) return w("period_both", { from: format_date(from), to: format_date(to) });
  if (from) return w("period_from", { from: format_date(from) });
  return to ? w("period_to", { to: format_date(to) }) : "";
}
