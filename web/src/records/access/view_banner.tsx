import { be_oneself } from "../../api/view_as";
import { w } from "../../words/access";
import styles from "./access.module.css";

// Over everything, as long as somebody looks as another person.
export function ViewBanner({ name }: { name: string }) {
  return (
    <section className={styles.banner} aria-label={w("look_as")} data-view-banner>
      <span role="status">{w("looking_as", { name })}</span>
      <button type="button" onClick={be_oneself}>
        {w("back_to_me")}
      </button>
    </section>
  );
}
