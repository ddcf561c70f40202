import { format_instant_near } from "../../i18n/format";
import { CalendarIcon, ClockIcon, ErrorIcon, RightIcon } from "../../look/icons";
import { w } from "../../words/board";
import styles from "./card.module.css";
import { type NextStep, next_step_of } from "./next_step";

const pictures = { overdue: ClockIcon, today: RightIcon, later: CalendarIcon, none: ErrorIcon };

// Each state has a colour, a shape and words.
export function NextStepMark({ at }: { at: unknown }) {
  const step: NextStep = next_step_of(at);
  const Picture = pictures[step];
  const words =
    step === "none" ? w("next_none") : w(`next_${step}`, { when: format_instant_near(String(at)) });
  return (
    <span className={styles.mark} data-step={step} title={words}>
      <Picture size={12} stroke={2.4} aria-hidden />
      <span className="only_read_aloud">{words}</span>
    </span>
  );
}
