import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reasons_query, who_sees } from "../../api/access";
import type { ObjectType, Row } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { format_number } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { w, w_known } from "../../words/access";
import { Bars, Failed } from "../states";
import styles from "./access.module.css";

type Props = { object: ObjectType; row: Row };

// Everybody who sees the record, by rule in numbers and by name with the reason.
export function WhoSees({ object, row }: Props) {
  const query = useInfiniteQuery({
    queryKey: [object.plural, "access", row.id],
    queryFn: ({ pageParam }) => who_sees(object.plural, row.id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const first = query.data?.pages[0];
  if (query.error && !first) {
    return <Failed error={query.error} retry={() => void query.refetch()} />;
  }
  if (!first) return <Bars count={4} height={20} />;
  return (
    <section className={styles.part} aria-label={w("who_sees")}>
      <h3>{w("who_sees")}</h3>
      <p data-sees-count>
        {w("sees_count", { count: format_number(first.count), of: format_number(first.of) })}
      </p>
      <ul className={styles.rules}>
        {first.rules.map((rule) => (
          <li key={rule.text}>
            {format_number(rule.count)} · {rule.text}
          </li>
        ))}
      </ul>
      <ul className={styles.list} data-seers>
        {query.data?.pages.flatMap((page) =>
          page.people.map((seer) => (
            <li key={seer.user}>
              <Avatar name={seer.name} size={24} />
              <div>
                <p>{seer.name}</p>
                <p className={styles.soft}>{seer.text}</p>
              </div>
            </li>
          )),
        )}
      </ul>
      {query.hasNextPage ? (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {w("show_more")}
        </Button>
      ) : null}
      <Why object={object} row={row} />
    </section>
  );
}

// One person, verb by verb.
function Why({ object, row }: Props) {
  const [user, set_user] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    ...reasons_query(object.plural, row.id, user ?? ""),
    enabled: !!user,
  });
  return (
    <section className={styles.part} aria-label={w("why")}>
      <h3>{w("why")}</h3>
      <FieldEditor
        field={{ name: "why", label: w("why_person"), kind: "reference", target: "user" }}
        label={w("why_person")}
        value={user}
        on_change={(value) => set_user(typeof value === "string" ? value : null)}
      />
      {error ? <Failed error={error} retry={() => void refetch()} /> : null}
      {data && user ? (
        <ul className={styles.list} data-reasons>
          {data.verbs.map((one) => (
            <li key={one.verb}>
              <div>
                <p>
                  <span className={styles.verdict} data-allowed={one.allowed || undefined}>
                    {w_known(`verb_${one.verb}`, one.verb)} ·{" "}
                    {w(one.allowed ? "allowed" : "denied")}
                  </span>
                </p>
                <p>{one.text}</p>
                {one.would_allow ? <p className={styles.soft}>{one.would_allow}</p> : null}
              </div>
            </li>
          ))}
          {data.fields.map((one) => (
            <li key={one.field}>
              <div>
                <p>{one.text}</p>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
