import { Menu } from "@mantine/core";
import { use_objects } from "../api/objects";
import { t } from "../i18n";
import { shown_press } from "../keys/registry";
import { AddIcon, BellIcon, SearchIcon } from "../look/icons";
import { open_dialog } from "../records/dialogs";
import { is_work } from "../records/place";
import { use_current_title } from "../records/screen_title";
import { say_past_stands, use_moment } from "../records/time/moment";
import styles from "./frame.module.css";
import { mark_heard_read, use_heard } from "./heard";
import { HeardList } from "./heard_list";
import { MeMenu } from "./me_menu";

export function TopBar() {
  const title = use_current_title();
  const { unread } = use_heard();
  const as_of = use_moment();
  const may_create = use_objects().some((object) => object.can.create && is_work(object));
  return (
    <section className={styles.bar} aria-label={t("top_bar")}>
      <p className={styles.where}>{title}</p>
      <button
        type="button"
        className={styles.search}
        onClick={() => open_dialog({ kind: "palette" })}
        aria-label={t("find_or_do")}
      >
        <SearchIcon size={15} aria-hidden />
        <span>{t("find_or_do")}</span>
        <kbd aria-hidden data-keys={shown_press("mod+k").join(" ")} />
      </button>
      {may_create ? (
        <button
          type="button"
          className={styles.create}
          onClick={() => (as_of ? say_past_stands() : open_dialog({ kind: "create_what" }))}
          aria-label={t("create")}
          aria-disabled={as_of ? true : undefined}
          title={as_of ? t("past_stands") : undefined}
        >
          <AddIcon size={16} aria-hidden />
          <span>{t("create")}</span>
        </button>
      ) : null}
      <Menu width={340} onOpen={mark_heard_read} withinPortal>
        <Menu.Target>
          <button
            type="button"
            className={styles.round}
            aria-label={unread ? t("bell_unread", { count: unread }) : t("bell")}
          >
            <BellIcon size={17} stroke={1.7} aria-hidden />
            {unread ? <i className={styles.unread} aria-hidden /> : null}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <HeardList />
        </Menu.Dropdown>
      </Menu>
      <MeMenu />
    </section>
  );
}
