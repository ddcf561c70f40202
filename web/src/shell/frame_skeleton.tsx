import { t } from "../i18n";
import { Bars } from "../records/states";
import styles from "./frame.module.css";

export function FrameSkeleton() {
  return (
    <div className={styles.frame} aria-busy="true">
      <div className={styles.nav} data-skeleton>
        <div style={{ padding: 16 }}>
          <Bars count={9} />
        </div>
      </div>
      <main className={styles.main}>
        <span className="only_read_aloud" role="status">
          {t("loading")}
        </span>
        <div className={styles.bar} />
        <div style={{ padding: 24 }}>
          <Bars count={7} height={18} />
        </div>
      </main>
    </div>
  );
}
