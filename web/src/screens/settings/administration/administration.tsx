import { useQuery } from "@tanstack/react-query";
import { type Administration, administration_query } from "../../../api/administration";
import { use_me } from "../../../api/session";
import { t } from "../../../i18n";
import { Bars, Failed } from "../../../records/states";
import { w } from "../../../words/administration";
import { w as settings_word } from "../../../words/settings";
import styles from "./administration.module.css";
import { Backup } from "./backup";
import { Chores } from "./chores";
import { Condition } from "./condition";
import { LongWorks } from "./long_works";
import { Queue } from "./queue";
import { Secrets } from "./secrets";
import { Speed } from "./speed";
import { Storage } from "./storage";

// How the program fares, read again every few seconds and whenever somebody changes something.

export function AdministrationPart() {
  const me = use_me();
  const is_mine = me.role === "administrator";
  const { data, error, refetch } = useQuery({ ...administration_query, enabled: is_mine });
  if (!is_mine) return <p className={styles.soft}>{settings_word("not_yours")}</p>;
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) {
    return (
      <div aria-busy="true" className={styles.page}>
        <span className="only_read_aloud">{t("loading")}</span>
        <Bars count={3} height={44} />
        <Bars count={8} height={28} />
      </div>
    );
  }
  return <Filled facts={data} />;
}

function Filled({ facts }: { facts: Administration }) {
  return (
    <div className={styles.page}>
      <div>
        <h2 className={styles.title}>{w("title")}</h2>
        <p className={styles.hint}>{w("hint")}</p>
      </div>
      <Condition facts={facts} />
      <Chores chores={facts.chores} />
      <Queue queue={facts.queue} />
      <LongWorks works={facts.work} />
      <Storage storage={facts.storage} />
      <Speed routes={facts.routes} slow={facts.slow} />
      <Backup backup={facts.backup} servers={facts.servers} />
      <Secrets secrets={facts.secrets} />
    </div>
  );
}
