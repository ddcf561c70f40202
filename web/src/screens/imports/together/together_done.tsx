import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { address_of } from "../../../api/client";
import type { ObjectType } from "../../../api/types";
import { DoneIcon, DownloadIcon, UndoIcon } from "../../../look/icons";
import { undo } from "../../../records/saving/undo";
import { w } from "../../../words/imports";
import { w as tw } from "../../../words/imports_together";
import styles from "../imports.module.css";
import { use_undone } from "../questions";
import type { Import } from "../types";
import { FilesTable } from "./together_files";

// What came of it, counted, with the one undo that takes back all of it.
export function TogetherDone({ one, objects }: { one: Import; objects: ObjectType[] }) {
  const undone = use_undone(one);
  const changed = one.created + one.updated > 0;
  const failing = one.files.filter((file) => file.failed > 0);
  return (
    <>
      <h2 className={styles.title} data-tone="good">
        <DoneIcon size={22} aria-hidden />
        {undone ? tw("undone") : changed ? tw("done", { name: one.file_name }) : tw("done_nothing")}
      </h2>
      <FilesTable one={one} objects={objects} />
      <div className={styles.foot} data-start>
        {one.change && !undone ? (
          <Button
            variant="default"
            leftSection={<UndoIcon size={14} aria-hidden />}
            onClick={() => void undo(one.change ?? "")}
          >
            {tw("undo_all")}
          </Button>
        ) : null}
        {failing.map((file) => (
          <Button
            key={file.file_name}
            component="a"
            variant="default"
            href={address_of(
              `/imports/${one.id}/errors.csv?file=${encodeURIComponent(file.file_name)}`,
            )}
            download
            leftSection={<DownloadIcon size={14} aria-hidden />}
          >
            {tw("errors_of", { name: file.file_name })}
          </Button>
        ))}
        <Button variant="subtle" component={Link} to="/imports">
          {w("another")}
        </Button>
      </div>
    </>
  );
}
