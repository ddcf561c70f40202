import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { say_problem } from "../../records/saving/problem_text";
import { compare_import } from "../../records/sheets/questions";
import { w } from "../../words/sheets";
import styles from "./imports.module.css";

// The file was exported from here to be edited: importing it would make its rows anew.
export function CompareInstead({ id }: { id: string }) {
  const navigate = useNavigate();
  async function compare() {
    try {
      const sheet = await compare_import(id);
      await navigate({ to: "/sheets/$id", params: { id: sheet.id } });
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <section className={styles.block} data-asks>
      <p>{w("compare_hint")}</p>
      <div>
        <Button onClick={() => void compare()}>{w("compare")}</Button>
      </div>
    </section>
  );
}
