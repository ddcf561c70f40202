import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type ChangesAbout, change_days_query, change_steps_query } from "../../api/moment";
import { DateEditor } from "../../fields/date";
import { t } from "../../i18n";
import {
  current_zone,
  format_date,
  format_instant_near,
  format_moment,
  today,
} from "../../i18n/format";
import { use_keys } from "../../keys/use_keys";
import { HistoryIcon, LeftIcon, RightIcon } from "../../look/icons";
import { as_of_day, day_of_as_of, instant_of_as_of } from "./as_of";
import { use_changes_about, use_go_to_moment, use_moment } from "./moment";
import styles from "./time_band.module.css";
import { TimeSlider } from "./time_slider";

// Says over the whole width that this is not now, which moment it is, and leads to others and back.
export function TimeBand() {
  const as_of = use_moment();
  const about = use_changes_about();
  const go = use_go_to_moment();
  use_keys([
    {
      press: "shift+t",
      label: t("key_time"),
      group: t("keys_everywhere"),
      run: () => {
        if (!as_of && about) go(as_of_day(yesterday()));
        focus_slider();
      },
    },
  ]);
  if (!as_of) return null;
  return <Band as_of={as_of} about={about} />;
}

const yesterday = () => {
  const day = new Date(`${today()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
};

// The slider comes with the address, some frames after the key.
function focus_slider(tries = 40) {
  const slider = document.querySelector<HTMLElement>("[data-time-slider]");
  if (slider) slider.focus();
  else if (tries > 0) requestAnimationFrame(() => focus_slider(tries - 1));
}

function Band({ as_of, about }: { as_of: string; about: ChangesAbout | null }) {
  const go = use_go_to_moment();
  // What the slider shows while it is moved, before the screens have followed.
  const [moving, set_moving] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address has caught up
  useEffect(() => set_moving(null), [as_of]);
  const days = useQuery({
    ...change_days_query(about ?? { object: "" }),
    enabled: !!about,
    placeholderData: keepPreviousData,
  });
  const steps = useQuery({
    ...change_steps_query(about ?? { object: "" }, as_of),
    enabled: !!about,
    placeholderData: keepPreviousData,
  }).data;

  function leave() {
    go(null);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
  const pick = (day: string, replace: boolean) => {
    const moment = as_of_day(day);
    if (!moment) leave();
    else if (moment !== as_of) go(moment, { replace });
  };
  const moment = moving
    ? t(moving === today() ? "moving_to_now" : "as_of_on", { date: format_date(moving, "long") })
    : t("as_of_on", { date: format_moment(instant_of_as_of(as_of)) });
  return (
    <section className={styles.band} aria-label={t("time_travel")}>
      <div className={styles.words}>
        <HistoryIcon size={18} aria-hidden />
        <p role="status">
          <b>{moment}</b> <span className={styles.zone}>({current_zone()})</span>
          <span className={styles.why}>
            {" · "}
            {t("as_of_past")}
          </span>
        </p>
        <button type="button" className={styles.leave} onClick={leave} data-no-print>
          {t("back_to_now")}
        </button>
      </div>
      <div className={styles.travel} data-no-print>
        <Step to={steps?.previous} label={t("previous_change")} go={go}>
          <LeftIcon size={15} aria-hidden />
        </Step>
        <TimeSlider
          day={day_of_as_of(as_of)}
          changes={days.data}
          on_move={set_moving}
          on_rest={(day) => pick(day, true)}
        />
        <Step to={steps?.next} label={t("next_change")} go={go}>
          <RightIcon size={15} aria-hidden />
        </Step>
        <DayField key={as_of} day={day_of_as_of(as_of)} pick={(day) => pick(day, false)} />
      </div>
      {about?.record && steps?.last ? (
        <p className={styles.last}>
          {t("as_after", {
            label: steps.last.label || t("a_change"),
            who: steps.last.actor_name || t("the_system"),
            when: format_instant_near(steps.last.at),
          })}
        </p>
      ) : null}
    </section>
  );
}

// A day by name; it counts once it is finished, with Enter or by leaving the field.
function DayField({ day, pick }: { day: string; pick: (day: string) => void }) {
  const typed = useRef<unknown>(day);
  const finish = () => {
    const wanted = String(typed.current ?? "");
    if (/^\d{4}-\d\d-\d\d$/.test(wanted) && wanted !== day) pick(wanted);
  };
  return (
    <form
      className={styles.date}
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) finish();
      }}
    >
      <DateEditor
        field={{ name: "as_of", label: t("as_of_pick"), kind: "date" }}
        label={t("as_of_pick")}
        value={day}
        on_change={(next) => {
          typed.current = next;
        }}
        on_submit={finish}
      />
    </form>
  );
}

type StepProps = {
  to: string | null | undefined;
  label: string;
  go: (as_of: string) => void;
  children: React.ReactNode;
};

function Step({ to, label, go, children }: StepProps) {
  return (
    <button
      type="button"
      className={styles.step}
      aria-label={label}
      title={to ? `${label}: ${format_moment(to)}` : label}
      disabled={!to}
      onClick={() => to && go(to)}
    >
      {children}
    </button>
  );
}
