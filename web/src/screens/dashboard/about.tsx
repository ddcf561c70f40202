import type { AggregateAnswer } from "../../api/types";
import { current_zone, format_date } from "../../i18n/format";
import { w } from "../../words/dashboard";

// What stands behind a figure: its definition, the zone, the currency and its rates.
export function AboutFigure({ text, answer }: { text: string; answer?: AggregateAnswer }) {
  return (
    <>
      <p>{text}</p>
      <p>
        {w("about_zone", { zone: answer?.zone ?? current_zone() })}{" "}
        {answer?.currency ? w("about_currency", { currency: answer.currency }) : null}
      </p>
      {answer?.rates?.length ? (
        <ul>
          {answer.rates.map((rate) => (
            <li key={rate.currency}>
              {w("about_rate", {
                currency: rate.currency,
                rate: rate.rate,
                date: format_date(rate.on),
              })}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{w("about_rows")}</p>
    </>
  );
}
