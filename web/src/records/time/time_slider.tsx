import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { ChangeDays } from "../../api/moment";
import { add_days } from "../../fields/date_words";
import { t } from "../../i18n";
import { date_in_zone, days_between, format_date, today } from "../../i18n/format";
import styles from "./time_band.module.css";

type Props = {
  day: string;
  changes: ChangeDays | undefined;
  // While it is moved, and when it has come to rest; the last day is today: now.
  on_move: (day: string) => void;
  on_rest: (day: string) => void;
};

const rest_ms = 180;
const usual_reach = 365;
const steps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -30,
  PageUp: 30,
};
// With Shift: weeks sideways, months up and down.
const long_steps: Record<string, number> = {
  ArrowLeft: -7,
  ArrowRight: 7,
  ArrowDown: -30,
  ArrowUp: 30,
};

// From the firm's first day to now, marked where something changed.
export function TimeSlider({ day, changes, on_move, on_rest }: Props) {
  const now = today();
  const first = first_day(changes, day, now);
  const last = days_between(first, now);
  const [at, set_at] = useState(() => days_between(first, day));
  const rest = useDebouncedCallback((to: string) => on_rest(to), rest_ms);
  useEffect(() => set_at(days_between(first, day)), [first, day]);

  function move(to: number) {
    const place = Math.max(0, Math.min(last, to));
    set_at(place);
    on_move(add_days(first, place));
    rest(add_days(first, place));
  }
  const shown = add_days(first, at);
  return (
    <div className={styles.slider}>
      <Marks changes={changes} first={first} last={last} />
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label={t("slider")}
        aria-valuetext={at === last ? t("as_of_now") : format_date(shown, "long")}
        title={t("slider_keys")}
        data-time-slider
        onChange={(event) => move(Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          const by = (event.shiftKey ? long_steps : steps)[event.key];
          if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          move(at + by);
        }}
      />
      <p className={styles.ends} aria-hidden>
        <span>{format_date(first)}</span>
        <span>{t("as_of_now")}</span>
      </p>
    </div>
  );
}

function first_day(changes: ChangeDays | undefined, day: string, now: string): string {
  const first = changes ? date_in_zone(new Date(changes.first)) : add_days(now, -usual_reach);
  // Also what lies before the firm can be looked at; and there is always a day to go back to.
  const earliest = first < day ? first : day;
  return earliest < now ? earliest : add_days(now, -1);
}

const width = 1000;
const height = 16;

// The more changed on a day, the taller its mark. Neighbours that fall on the same place are one.
function Marks({ changes, first, last }: { changes?: ChangeDays; first: string; last: number }) {
  const tallest = Math.max(1, ...(changes?.days ?? []).map((one) => one.count));
  const places = new Map<number, number>();
  for (const { day, count } of changes?.days ?? []) {
    const place = Math.round((days_between(first, day) / Math.max(1, last)) * (width / 3)) * 3;
    if (place >= 0 && place <= width) places.set(place, Math.max(places.get(place) ?? 0, count));
  }
  const path = [...places].map(([place, count]) => {
    const size = 4 + (height - 4) * (Math.log1p(count) / Math.log1p(tallest));
    return `M${place} ${height}v-${size.toFixed(1)}`;
  });
  return (
    <svg
      className={styles.marks}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-marks={places.size}
    >
      <path d={path.join("")} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
