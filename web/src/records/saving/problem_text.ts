import { Problem } from "../../api/problem";
import { type TextKey, t } from "../../i18n";
import { say } from "./toasts";

// An error in words a rep uses: what happened, what was kept, what to do.

export type ProblemText = { title: string; detail: string };

export function problem_text(error: unknown): ProblemText {
  if (!(error instanceof Problem)) {
    return { title: t("problem_broken"), detail: t("problem_broken_do") };
  }
  const title = t(`problem_${error.reason}` as TextKey);
  const what = error.reason === "offline" ? "" : error.message;
  const advice = t(`problem_${error.reason}_do` as TextKey);
  const wait = error.retry_after_s
    ? t("problem_wait", { seconds: Math.ceil(error.retry_after_s) })
    : "";
  const number = error.reason === "broken" && error.request_id ? `(${error.request_id})` : "";
  return { title, detail: [what, advice, wait, number].filter(Boolean).join(" ") };
}

export function say_problem(error: unknown) {
  const { title, detail } = problem_text(error);
  const problems = error instanceof Problem ? error.problems.map((one) => one.message) : [];
  say({ text: title, detail: [...new Set([...problems, detail])].join(" "), tone: "bad" });
}
