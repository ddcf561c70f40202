import { useQuery } from "@tanstack/react-query";
import { type Candidate, candidates_query } from "../../api/duplicates";
import { use_object } from "../../api/objects";
import type { Row } from "../../api/types";
import { ReferenceMark } from "../../fields/reference";
import { t } from "../../i18n";
import { reasons_text } from "../../records/forms/likely";
import { Bars } from "../../records/states";
import styles from "./candidates.module.css";

type CandidatesProps = {
  row: Row;
  values: Record<string, unknown>;
  on_change: (name: string, value: unknown) => void;
};

// For the account and for the contact: one that is there already, or a new one.
export function Candidates({ row, values, on_change }: CandidatesProps) {
  const { data, isPending } = useQuery(candidates_query("leads", row.id));
  if (isPending) return <Bars count={3} height={28} />;
  const found = data ?? [];
  return (
    <>
      {(["account", "contact"] as const).map((kind) => (
        <OneOf
          key={kind}
          kind={kind}
          fresh={String((kind === "account" ? row.company : row.name) ?? "")}
          candidates={found.filter((candidate) => candidate.object === kind)}
          chosen={(values[kind] as string | null) ?? null}
          on_choose={(id) => on_change(kind, id)}
        />
      ))}
    </>
  );
}

type OneOfProps = {
  kind: "account" | "contact";
  fresh: string;
  candidates: Candidate[];
  chosen: string | null;
  on_choose: (id: string | null) => void;
};

function OneOf({ kind, fresh, candidates, chosen, on_choose }: OneOfProps) {
  const object = use_object(kind);
  return (
    <fieldset className={styles.candidates}>
      <legend>{object?.label ?? kind}</legend>
      <label className={styles.candidate} data-chosen={chosen === null || undefined}>
        <input
          type="radio"
          name={kind}
          checked={chosen === null}
          onChange={() => on_choose(null)}
        />
        <span>{t("new_one", { name: fresh })}</span>
      </label>
      {candidates.map((candidate) => (
        <label
          key={candidate.id}
          className={styles.candidate}
          data-chosen={chosen === candidate.id || undefined}
        >
          <input
            type="radio"
            name={kind}
            checked={chosen === candidate.id}
            onChange={() => on_choose(candidate.id)}
          />
          <ReferenceMark pointer={candidate} title={candidate.title} linked={false} />
          <small>{reasons_text(candidate.reasons)}</small>
        </label>
      ))}
    </fieldset>
  );
}
