import { Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { query_client } from "../api/query_client";
import { change_me, session_key, sign_out, use_me } from "../api/session";
import { current_language, type Language, languages, t } from "../i18n";
import { Avatar } from "../look/avatar";
import {
  DarkIcon,
  DeviceIcon,
  KeyboardIcon,
  LightIcon,
  LogoutIcon,
  SettingsIcon,
} from "../look/icons";
import { open_dialog } from "../records/dialogs";
import { use_preference } from "../records/preferences";
import { say_problem } from "../records/saving/problem_text";
import styles from "./frame.module.css";

export function MeMenu() {
  const me = use_me();
  return (
    <Menu width={270} withinPortal closeOnItemClick>
      <Menu.Target>
        <button type="button" className={styles.me} aria-label={t("me_menu", { name: me.name })}>
          <Avatar name={me.name} size={26} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.me_head}>
          <Avatar name={me.name} size={34} />
          <div>
            <p>{me.name}</p>
            <p className="faint">{me.role_name || me.email}</p>
          </div>
        </div>
        <Looks />
        <Menu.Divider />
        <Menu.Item leftSection={<SettingsIcon size={15} />} component={Link} to="/settings">
          {t("settings")}
        </Menu.Item>
        <Menu.Item
          leftSection={<KeyboardIcon size={15} />}
          rightSection={<kbd>?</kbd>}
          onClick={() => open_dialog({ kind: "keys" })}
        >
          {t("keys_of_screen")}
        </Menu.Item>
        <Menu.Item leftSection={<LogoutIcon size={15} />} onClick={() => void leave()}>
          {t("sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function leave() {
  try {
    await sign_out();
    query_client.clear();
    query_client.setQueryData(session_key, null);
    location.assign("/sign-in");
  } catch (error) {
    say_problem(error);
  }
}

// Light or dark, compact or regular, English or German: changed at once, remembered.
function Looks() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [, remember_theme] = use_preference<string>("theme", "auto");
  const [density, set_density] = use_preference<string>("density", "regular");
  async function set_language(language: Language) {
    try {
      query_client.setQueryData(session_key, await change_me({ language }));
    } catch (error) {
      say_problem(error);
    }
  }
  const picture = (Picture: typeof LightIcon, label: string) => (
    <>
      <Picture size={15} aria-hidden style={{ display: "block", margin: "0 auto" }} />
      <span className="only_read_aloud">{label}</span>
    </>
  );
  return (
    <div className={styles.looks}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("theme")}
        value={colorScheme}
        onChange={(scheme) => {
          setColorScheme(scheme as "light" | "dark" | "auto");
          remember_theme(scheme);
        }}
        data={[
          { value: "light", label: picture(LightIcon, t("theme_light")) },
          { value: "dark", label: picture(DarkIcon, t("theme_dark")) },
          { value: "auto", label: picture(DeviceIcon, t("theme_auto")) },
        ]}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("density")}
        value={density}
        onChange={set_density}
        data={[
          { value: "regular", label: t("density_regular") },
          { value: "compact", label: t("density_compact") },
        ]}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("language")}
        value={current_language()}
        onChange={(language) => void set_language(language as Language)}
        data={languages.map((one) => ({ value: one.key, label: one.label }))}
      />
    </div>
  );
}
