import type { Preview } from "../../api/access";
import { find_object, use_objects } from "../../api/objects";
import { format_number } from "../../i18n/format";
import { w, w_known } from "../../words/access";
import { Bars, Failed } from "../states";
import styles from "./access.module.css";

type Props = { preview?: Preview; error: unknown; retry: () => void };

// What a change of rights would mean, in words, before it is saved.
export function Consequences({ preview, error, retry }: Props) {
  return (
    <section
      className={styles.consequences}
      aria-label={w("consequences")}
      aria-live="polite"
      data-consequences
    >
      <h3>{w("consequences")}</h3>
      {error ? <Failed error={error} retry={retry} /> : null}
      {preview || error ? null : (
        <>
          <p className={styles.soft}>{w("working_out")}</p>
          <Bars count={2} height={16} />
        </>
      )}
      {preview ? <Sentences preview={preview} /> : null}
    </section>
  );
}

function Sentences({ preview }: { preview: Preview }) {
  // What concerns records comes before what only could.
  const felt = (one: Preview["summary"][number]) => one.people_losing + one.people_gaining > 0;
  const sentences = [
    ...preview.summary.filter(felt).flatMap((one) => one.sentences),
    ...preview.summary.filter((one) => !felt(one)).flatMap((one) => one.sentences),
    ...preview.fields.map((one) => one.text),
  ];
  if (sentences.length === 0) return <p>{w("no_consequences")}</p>;
  return (
    <>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {preview.people > 1 && preview.by_person.length > 0 ? <ByPerson preview={preview} /> : null}
    </>
  );
}

function ByPerson({ preview }: { preview: Preview }) {
  const objects = use_objects();
  return (
    <details>
      <summary>{w("by_person")}</summary>
      <ul>
        {preview.by_person.map((one) => (
          <li key={one.user}>
            {one.name}:{" "}
            {one.changes
              .filter((change) => change.lost > 0 || change.gained > 0)
              .map((change) =>
                w("person_change", {
                  verb: w_known(`verb_${change.verb}`, change.verb),
                  object: find_object(objects, change.object)?.label_plural ?? change.object,
                  before: format_number(change.before),
                  after: format_number(change.after),
                }),
              )
              .join(" · ") || "–"}
          </li>
        ))}
      </ul>
      {preview.more ? <p className={styles.soft}>…</p> : null}
    </details>
  );
}
