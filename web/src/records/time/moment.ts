import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { insights_query } from "../../api/insights";
import { type ChangesAbout, knows_the_past } from "../../api/moment";
import { use_objects } from "../../api/objects";
import { t } from "../../i18n";
import { type Search, use_address } from "../address";
import { say } from "../saving/toasts";

// The earlier moment that this screen shows, if it does.
export function use_moment(): string | undefined {
  const { pathname } = useLocation();
  const { search } = use_address();
  return knows_the_past(pathname) ? search.as_of : undefined;
}

// Goes to a moment, or with null back to now. Sliding replaces, so that Back leaves the past.
export function use_go_to_moment() {
  const navigate = useNavigate();
  return (as_of: string | null, options: { replace?: boolean } = {}) =>
    void navigate({
      to: ".",
      search: ((old: Search) => ({ ...old, as_of: as_of ?? undefined })) as never,
      replace: options.replace,
    });
}

// Whose changes the marks of the slider are: those of the record, the list or the board on screen,
// or of what the figures are about.
export function use_changes_about(): ChangesAbout | null {
  const { pathname } = useLocation();
  const objects = use_objects();
  const [, plural, id] = pathname.split("/");
  const counts = plural === "dashboard" || plural === "insights";
  const { data: insights } = useQuery({ ...insights_query, enabled: counts });
  if (counts) {
    const insight = insights?.find((one) => (id ? one.name === id : one.dashboard !== null));
    return insight ? { object: insight.object } : null;
  }
  const object = objects.find((candidate) => candidate.plural === plural);
  if (!object) return null;
  return id && id !== "board" ? { object: object.name, record: id } : { object: object.name };
}

// Plain words for whoever wants to change the past.
export const say_past_stands = () => say({ text: t("past_stands"), detail: t("past_stands_how") });

// The last moment before this one. Moments have microseconds, of which Date knows the thousands.
export function just_before(iso: string): string {
  const fraction = (/\.(\d+)/.exec(iso)?.[1] ?? "").padEnd(6, "0").slice(0, 6);
  const whole = BigInt(Date.parse(iso.replace(/\.\d+/, "")));
  const before = whole * 1000n + BigInt(fraction) - 1n;
  const seconds = new Date(Number(before / 1_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(before % 1_000_000n).padStart(6, "0")}Z`;
}
