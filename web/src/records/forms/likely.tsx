import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Candidate, Reason } from "../../api/duplicates";
import { find_object, use_objects } from "../../api/objects";
import { t, t_count, t_known } from "../../i18n";
import { ObjectIcon } from "../../look/object_icon";
import styles from "./likely.module.css";

// Who a record might be, and why: while it is typed, and on its page.

export function reason_text({ what, how }: Reason): string {
  if (what === "swapped_names") return t("why_swapped_names");
  return t(`why_${how}`, { what: t_known(`what_${what}`, what) });
}

export const reasons_text = (reasons: Reason[]): string => reasons.map(reason_text).join(", ");

type NoteProps = {
  title: string;
  candidates: Candidate[];
  on_dismiss?: (candidate: Candidate) => void;
  // Where both stand side by side.
  compare?: (candidate: Candidate) => string | null;
};

const most_shown = 3;

export function LikelyNote({ title, candidates, on_dismiss, compare }: NoteProps) {
  const more = candidates.length - most_shown;
  return (
    <section className={styles.note} aria-live="polite" aria-label={title}>
      <p className={styles.title}>{title}</p>
      <ul>
        {candidates.slice(0, most_shown).map((candidate) => (
          <Line
            key={candidate.id}
            candidate={candidate}
            on_dismiss={on_dismiss}
            compare={compare?.(candidate) ?? null}
          />
        ))}
      </ul>
      {more > 0 ? <p className={styles.soft}>{t_count("likely_more", more)}</p> : null}
    </section>
  );
}

type LineProps = {
  candidate: Candidate;
  on_dismiss?: (candidate: Candidate) => void;
  compare: string | null;
};

function Line({ candidate, on_dismiss, compare }: LineProps) {
  const object = find_object(use_objects(), candidate.object);
  if (!object) return null;
  return (
    <li>
      <ObjectIcon object={object} size={15} />
      <span className={styles.who}>
        <b>{candidate.title || t("untitled")}</b>
        {candidate.words.length > 0 ? (
          <span className={styles.soft}> {candidate.words.join(" · ")}</span>
        ) : null}
        <small>{reasons_text(candidate.reasons)}</small>
      </span>
      <span className={styles.ways}>
        <Link
          to="/$plural/$id"
          params={{ plural: object.plural, id: candidate.id }}
          target={compare ? undefined : "_blank"}
          aria-label={`${t("likely_open")}: ${candidate.title}`}
        >
          {t("likely_open")}
        </Link>
        {compare ? (
          <Link to={compare} aria-label={`${t("likely_compare")}: ${candidate.title}`}>
            {t("likely_compare")}
          </Link>
        ) : null}
        {on_dismiss ? (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={`${t("likely_not_same")}: ${candidate.title}`}
            onClick={() => on_dismiss(candidate)}
          >
            {t("likely_not_same")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
