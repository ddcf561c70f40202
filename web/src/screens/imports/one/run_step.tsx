import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { address_of } from "../../../api/client";
import type { ObjectType } from "../../../api/types";
import { format_number } from "../../../i18n/format";
import { DoneIcon, DownloadIcon, ErrorIcon, UndoIcon } from "../../../look/icons";
import { undo } from "../../../records/saving/undo";
import { w } from "../../../words/imports";
import styles from "../imports.module.css";
import { Interrupted } from "../interrupted";
import { use_undone } from "../questions";
import type { Import } from "../types";
import { Counts } from "./preview";

// The last step: progress with a count, then what came of it, with its undo.
export function RunStep({ one, object }: { one: Import; object: ObjectType }) {
  const undone = use_undone(one);
  if (one.state === "running" || one.state === "reading") {
    return (
      <>
        <Progress one={one} words="running" />
        <p className={styles.soft}>{w("running_hint")}</p>
      </>
    );
  }
  if (one.state === "failed") return <FileFailed one={one} />;
  if (one.state === "interrupted") return <Interrupted one={one} undone={undone} />;
  const changed = one.created + one.updated > 0;
  return (
    <>
      <h2 className={styles.title} data-tone="good">
        <DoneIcon size={22} aria-hidden />
        {undone
          ? w("undone_title")
          : changed
            ? w("done_title", { objects: object.label_plural })
            : w("done_nothing")}
      </h2>
      <Counts one={one} />
      <div className={styles.foot} data-start>
        <Button component={Link} to={`/${object.plural}`}>
          {w("see_records", { objects: object.label_plural })}
        </Button>
        {one.failed > 0 ? (
          <Button
            component="a"
            variant="default"
            href={address_of(`/imports/${one.id}/errors.csv`)}
            download
            leftSection={<DownloadIcon size={14} aria-hidden />}
          >
            {w("download_errors")}
          </Button>
        ) : null}
        {one.change && !undone ? (
          <Button
            variant="default"
            leftSection={<UndoIcon size={14} aria-hidden />}
            onClick={() => void undo(one.change ?? "")}
          >
            {w("undo_import")}
          </Button>
        ) : null}
        <Button variant="subtle" component={Link} to="/imports">
          {w("another")}
        </Button>
      </div>
    </>
  );
}

export function FileFailed({ one }: { one: Import }) {
  return (
    <div role="alert">
      <h2 className={styles.title} data-tone="bad">
        <ErrorIcon size={22} aria-hidden />
        {w("failed_title")}
      </h2>
      <p>{one.error}</p>
      <p className={styles.soft}>{w("failed_hint")}</p>
      <div className={styles.foot} data-start>
        <Button component={Link} to="/imports">
          {w("another")}
        </Button>
      </div>
    </div>
  );
}

export function Progress({ one, words }: { one: Import; words: "running" | "checking" }) {
  const share = one.rows > 0 ? Math.min(1, one.done / one.rows) : 0;
  const said = w(words, { done: format_number(one.done), rows: format_number(one.rows) });
  return (
    <div className={styles.progress}>
      <p role="status">{one.rows > 0 ? said : w("reading", { name: one.file_name })}</p>
      <progress value={one.rows > 0 ? share : undefined} max={1} aria-label={said} />
    </div>
  );
}
