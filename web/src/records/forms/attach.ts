import { send_file } from "../../api/files";
import type { ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { say_problem } from "../saving/problem_text";
import { announce_change } from "../saving/undo";

// Asks for files the way the system does; nobody picked is an empty list.
export function pick_files(): Promise<File[]> {
  return new Promise((done) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.addEventListener("change", () => done([...(input.files ?? [])]));
    input.addEventListener("cancel", () => done([]));
    input.click();
  });
}

// Hangs files on a record, each as a change of its own with its own undo.
export async function attach(files: File[], object: ObjectType, row: Row) {
  for (const file of files) {
    try {
      const { change } = await send_file(file, { object: object.name, id: row.id });
      announce_change(change, t("attached", { name: file.name }), ["files", object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
}
