import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { field_of, title_of, use_object } from "../../../api/objects";
import { page_query } from "../../../api/records";
import type { ObjectType, Row } from "../../../api/types";
import { today } from "../../../i18n/format";
import { DoneIcon } from "../../../look/icons";
import { is } from "../../../records/filters/filter_text";
import { say_problem } from "../../../records/saving/problem_text";
import { save_fields } from "../../../records/saving/save";
import { Bars, Empty, Failed } from "../../../records/states";
import { Cell } from "../cell";
import { zones } from "../me/zones";
import { Part } from "../part";
import { AddForm, RecordRows, RemoveButton } from "../record_rows";
import { w as settings_word } from "../words";
import styles from "./company.module.css";
import { DayLine } from "./day_line";
import { days, hours_a_week } from "./spans";
import { use_company } from "./use_company";
import { w, w_count } from "./words";

// When the company works: calendars with the hours of each day of the week, and their holidays.

export function Hours() {
  const object = use_object("business_calendar");
  const company = use_company();
  const { data, error, refetch } = useQuery({
    ...page_query("business_calendars", { limit: 50, sort: "name" }),
    enabled: !!object,
  });
  if (!object) return <p className={styles.soft}>{settings_word("not_yours")}</p>;
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  const name = field_of(object, "name");
  return (
    <Part title={settings_word("hours")} hint={w("hours_hint")}>
      {data ? null : <Bars count={8} height={30} />}
      {data?.records.length === 0 ? <Empty text={w("hours_none")} /> : null}
      {data?.records.map((row) => (
        <Calendar key={row.id} object={object} row={row} />
      ))}
      {data && name && object.can.create ? (
        <AddForm
          object={object}
          fields={[name]}
          given={{ zone: company.row?.zone ?? "UTC" }}
          label={w("add_hours")}
        />
      ) : null}
    </Part>
  );
}

function Calendar({ object, row }: { object: ObjectType; row: Row }) {
  const name = field_of(object, "name");
  const zone = field_of(object, "zone");
  const title = title_of(object, row);
  const may = object.can.update;

  async function as_monday() {
    const [monday, ...rest] = days.slice(0, 5);
    const hours = row[monday!] ?? null;
    const changes = Object.fromEntries(rest.map((day) => [day, hours]));
    await save_fields(object, row, changes).catch(say_problem);
  }
  return (
    <section className={styles.calendar} aria-label={title}>
      <div className={styles.calendar_head}>
        {name ? <Cell object={object} row={row} field={name} /> : null}
        {zone ? (
          <Cell object={object} row={row} field={zone} options={zones(String(row.zone ?? ""))} />
        ) : null}
        {object.can.delete ? <RemoveButton object={object} row={row} /> : null}
      </div>
      <WorksBy calendar={row} />
      <ul className={styles.days}>
        {days.map((day) => {
          const field = field_of(object, day);
          return field ? <DayLine key={day} object={object} row={row} field={field} /> : null;
        })}
      </ul>
      <div className={styles.calendar_foot}>
        <span className={styles.soft}>{w_count("week_of", hours_a_week(row))}</span>
        {may ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={w("as_monday_of", { name: title })}
            onClick={() => void as_monday()}
          >
            {w("as_monday")}
          </Button>
        ) : null}
      </div>
      <Holidays calendar={row} title={title} />
    </section>
  );
}

function WorksBy({ calendar }: { calendar: Row }) {
  const { object, row } = use_company();
  if (!object || !row) return null;
  if (row.calendar === calendar.id) {
    return (
      <p className={styles.works_by}>
        <DoneIcon size={15} aria-hidden />
        {w("works_by")}
      </p>
    );
  }
  if (!object.can.update) return null;
  const work_by = () => save_fields(object, row, { calendar: calendar.id }).catch(say_problem);
  return (
    <Button
      size="compact-sm"
      variant="default"
      className={styles.start}
      onClick={() => void work_by()}
    >
      {w("work_by")}
    </Button>
  );
}

function Holidays({ calendar, title }: { calendar: Row; title: string }) {
  const of_calendar = is("calendar", calendar.id);
  const this_year = `${today().slice(0, 4)}-01-01`;
  return (
    <div className={styles.holidays}>
      <h3>{w("holidays")}</h3>
      <p className={styles.help}>
        {w("holidays_hint")}{" "}
        <Link to={`/holidays?filter=${encodeURIComponent(of_calendar)}` as string}>
          {w("all_holidays_of", { name: title })}
        </Link>
      </p>
      <RecordRows
        name="holiday"
        fields={["day", "name"]}
        sort="day"
        filter={`${of_calendar} AND day >= ${this_year}`}
        given={{ calendar: calendar.id }}
        within={title}
      />
    </div>
  );
}
