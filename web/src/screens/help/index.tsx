import { Link } from "@tanstack/react-router";
import { t } from "../../i18n";
import { shown_press } from "../../keys/registry";
import { use_active_keys } from "../../keys/use_keys";
import { use_screen_title } from "../../records/screen_title";
import styles from "./help.module.css";
import { group_keys } from "./keys_sheet";

const topics = [
  { to: "/imports", name: "import" },
  { to: "/leads", name: "leads" },
  { to: "/deals/board", name: "board" },
  { to: "/contacts", name: "list" },
  { to: "/history", name: "undo" },
  { to: "/dashboard", name: "figures" },
] as const;

// Short help that works without a network: what is where, and all keys.
export default function Help() {
  use_screen_title(t("help"));
  const keys = use_active_keys();
  return (
    <article className={styles.help}>
      <h1>{t("help_title")}</h1>
      <p>{t("help_lead")}</p>
      <h2>{t("help_topics")}</h2>
      <ul className={styles.topics}>
        {topics.map((topic) => (
          <li key={topic.name}>
            <Link to={topic.to as "/history"}>
              <b>{t(`help_${topic.name}`)}</b>
              <span>{t(`help_${topic.name}_text`)}</span>
            </Link>
          </li>
        ))}
        <li>
          <a href="/api/openapi.json" target="_blank" rel="noreferrer">
            <b>{t("help_api")}</b>
            <span>{t("help_api_text")}</span>
          </a>
        </li>
      </ul>
      <h2>{t("help_filter")}</h2>
      <p>{t("help_filter_text")}</p>
      <h2>{t("keys")}</h2>
      <div className={styles.keys}>
        {group_keys(keys).map(([group, of_group]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {of_group.map((key) => (
                <div key={key.press}>
                  <dt>{key.label}</dt>
                  <dd>
                    {shown_press(key.press).map((part) => (
                      <kbd key={part}>{part}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </article>
  );
}
