import type { Field } from "../../api/types";
import { problem_text } from "../saving/problem_text";
import styles from "./dialog.module.css";
import { problems_beside } from "./record_form";

// Why the form was refused, beside what stands at its fields.
export function FormProblem({ error, fields }: { error: unknown; fields: Field[] }) {
  const { title, detail } = problem_text(error);
  const elsewhere = problems_beside(error, fields);
  return (
    <div className={styles.problem} role="alert">
      <b>{title}.</b> {detail}
      {elsewhere.length > 0 ? <p>{elsewhere.join(" ")}</p> : null}
    </div>
  );
}
