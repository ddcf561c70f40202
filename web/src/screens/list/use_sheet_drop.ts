import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useState } from "react";
import { Problem } from "../../api/problem";
import type { ObjectType } from "../../api/types";
import { say_problem } from "../../records/saving/problem_text";
import { say } from "../../records/saving/toasts";
import { send_sheet } from "../../records/sheets/questions";
import { w } from "../../words/sheets";

// A file that is dropped on a list comes back to it: what was exported to be edited is compared,
// anything else is for the import.
export function use_sheet_drop(object: ObjectType) {
  const navigate = useNavigate();
  const [over, set_over] = useState(false);

  async function take(file: File) {
    try {
      const sheet = await send_sheet(file, object.name);
      await navigate({ to: "/sheets/$id", params: { id: sheet.id } });
    } catch (error) {
      const is_plain =
        error instanceof Problem && error.problems.some((one) => one.rule === "no_round_trip");
      if (!is_plain) return say_problem(error);
      say({
        text: (error as Problem).message,
        tone: "bad",
        action: { label: w("import_instead"), run: () => void navigate({ to: "/imports" }) },
      });
    }
  }

  const has_file = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!has_file(event)) return;
        event.preventDefault();
        set_over(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) set_over(false);
      },
      onDrop: (event: DragEvent) => {
        if (!has_file(event)) return;
        event.preventDefault();
        set_over(false);
        const [file] = event.dataTransfer.files;
        if (file) void take(file);
      },
    },
  };
}
