import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, write } from "../../api/client";
import { query_client } from "../../api/query_client";
import { session_key } from "../../api/session";
import { languages } from "../../i18n";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change, announce_deed } from "../../records/saving/undo";
import { Bars, Failed } from "../../records/states";
import { w } from "../../words/settings";
import { currencies, zones } from "./me/zones";
import { Part } from "./part";
import styles from "./settings.module.css";

type Firm = { company: string; currency: string; zone: string; language: string };

export function Company() {
  const key = ["settings"];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Firm>("/settings", {}, signal),
  });
  const [name, set_name] = useState("");
  useEffect(() => set_name(data?.company ?? ""), [data?.company]);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Bars count={4} height={30} />;

  async function change(changes: Partial<Firm>) {
    const before = Object.fromEntries(
      Object.keys(changes).map((one) => [one, data?.[one as keyof Firm]]),
    ) as Partial<Firm>;
    try {
      const written = await write<Firm>("PATCH", "/settings", changes);
      query_client.setQueryData(key, { ...data, ...changes });
      await query_client.invalidateQueries({ queryKey: session_key });
      if (written.change) announce_change(written.change, w("saved"), ["settings"]);
      else announce_deed(w("saved"), () => void change(before));
    } catch (problem) {
      say_problem(problem);
    }
  }
  return (
    <Part title={w("company")} hint={w("company_hint")}>
      <div className={styles.form}>
        <TextInput
          label={w("company_name")}
          value={name}
          onChange={(event) => set_name(event.currentTarget.value)}
          onBlur={() => name.trim() && name !== data.company && void change({ company: name })}
        />
        <Select
          label={w("currency")}
          searchable
          allowDeselect={false}
          data={currencies(data.currency)}
          value={data.currency}
          onChange={(currency) => currency && void change({ currency })}
        />
        <Select
          label={w("zone")}
          searchable
          allowDeselect={false}
          data={zones(data.zone)}
          value={data.zone}
          onChange={(zone) => zone && void change({ zone })}
        />
        <Select
          label={w("language")}
          allowDeselect={false}
          data={languages.map((one) => ({ value: one.key, label: one.label }))}
          value={data.language}
          onChange={(language) => language && void change({ language })}
        />
      </div>
    </Part>
  );
}
