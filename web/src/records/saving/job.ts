import { get } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Job } from "../../api/types";
import { t } from "../../i18n";
import { format_number } from "../../i18n/format";
import { dismiss, say } from "./toasts";

const ask_every_ms = 700;
const pause = () => new Promise((resolve) => setTimeout(resolve, ask_every_ms));

// As a request would have been answered.
function problem_of(job: Job): Error {
  if (!job.problem) return new Error(job.error ?? "failed");
  return new Problem(409, { ...job.problem, detail: job.error ?? undefined });
}

// Waits for work in the background and says with a count how far it is.
export async function wait_for_job(id: string, what: string): Promise<Job> {
  let toast: number | null = null;
  for (;;) {
    const job = await get<Job>(`/jobs/${id}`);
    if (toast !== null) dismiss(toast);
    if (job.state === "done") return job;
    if (job.state === "failed") throw problem_of(job);
    const [done, total] = [format_number(job.done), format_number(job.total)];
    toast = say({ text: t("working_on", { what, done, total }) });
    await pause();
  }
}
