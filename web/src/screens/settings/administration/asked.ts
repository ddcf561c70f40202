import { query_client } from "../../../api/query_client";
import { say_problem } from "../../../records/saving/problem_text";
import { say } from "../../../records/saving/toasts";

// What was asked of the program shows once it has been done, which may take a moment.

const look_again_ms = 800;

export function look_again() {
  const look = () => query_client.invalidateQueries({ queryKey: ["changes", "administration"] });
  void look();
  setTimeout(() => void look(), look_again_ms);
}

// Asks, says so, and looks again; false when it was refused.
export async function ask(work: () => Promise<unknown>, text: string): Promise<boolean> {
  try {
    await work();
    say({ text });
    return true;
  } catch (error) {
    say_problem(error);
    return false;
  } finally {
    look_again();
  }
}
