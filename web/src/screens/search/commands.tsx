import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { insights_query } from "../../api/insights";
import { use_objects } from "../../api/objects";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { shown_press } from "../../keys/registry";
import * as icons from "../../look/icons";
import { ObjectIcon } from "../../look/object_icon";
import { keys_below, open_create, open_dialog } from "../../records/dialogs";
import { insight_picture } from "../../records/insights/insight_picture";
import { by_rank, has_commands } from "../../records/place";
import { use_preference } from "../../records/preferences";
import { undo_last } from "../../records/saving/undo";
import { use_moment } from "../../records/time/moment";

export type Command = {
  key: string;
  group: string;
  title: string;
  subtitle?: string;
  // What was found, in pieces.
  title_parts?: string[];
  matched_parts?: string[];
  picture?: ReactNode;
  keys?: string[];
  run: () => void;
};

const picture = (Picture: typeof icons.AddIcon) => <Picture size={17} stroke={1.7} aria-hidden />;

// Every place to go, everything to create, everything to switch, and what this screen offers.
export function use_commands(): Command[] {
  const objects = use_objects();
  const as_of = use_moment();
  const navigate = useNavigate();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const [density, set_density] = use_preference<string>("density", "regular");
  const { data: insights = [] } = useQuery(insights_query);
  const go = (to: string, title: string, icon: ReactNode, subtitle?: string): Command => ({
    key: `go ${to}`,
    group: t("keys_go"),
    title,
    subtitle,
    picture: icon,
    run: () => void navigate({ to }),
  });
  const work = by_rank(objects.filter(has_commands));
  const daily = work.filter((object) => object.place.rank);
  const seldom = work.filter((object) => !object.place.rank);
  const go_to = (object: ObjectType) =>
    go(`/${object.plural}`, object.label_plural, <ObjectIcon object={object} size={17} />);
  return [
    go("/my-day", t("my_day"), picture(icons.HomeIcon)),
    ...daily.map(go_to),
    ...work
      .filter((object) => object.board)
      .map((object) =>
        go(
          `/${object.plural}/board`,
          `${object.label_plural}: ${t("board")}`,
          picture(icons.BoardIcon),
        ),
      ),
    go("/search", t("search"), picture(icons.SearchIcon)),
    go("/dashboard", t("dashboard"), picture(icons.ChartIcon)),
    go("/insights", t("insights"), picture(icons.ActivityIcon)),
    go("/imports", t("imports"), picture(icons.UploadIcon)),
    go("/history", t("history"), picture(icons.HistoryIcon)),
    go("/bin", t("bin"), picture(icons.BinIcon)),
    go("/settings", t("settings"), picture(icons.SettingsIcon)),
    go("/help", t("help"), picture(icons.HelpIcon)),
    ...seldom.map(go_to),
    ...insights.map((insight) => {
      const Picture = insight_picture(insight);
      return go(`/insights/${insight.name}`, insight.label, picture(Picture), t("insights"));
    }),
    ...work
      .filter((object) => object.can.create && !as_of)
      .map((object) => ({
        key: `create ${object.name}`,
        group: t("create"),
        title: t("create_object", { object: object.label }),
        picture: picture(icons.AddIcon),
        run: () => open_create(object.name),
      })),
    ...screen_commands(),
    {
      key: "undo",
      group: t("do"),
      title: t("undo_last"),
      picture: picture(icons.UndoIcon),
      keys: shown_press("z"),
      run: undo_last,
    },
    {
      key: "keys",
      group: t("do"),
      title: t("keys_of_screen"),
      picture: picture(icons.KeyboardIcon),
      keys: ["?"],
      run: () => open_dialog({ kind: "keys" }),
    },
    {
      key: "theme",
      group: t("do"),
      title: t("switch_theme"),
      picture: picture(icons.DarkIcon),
      run: () => setColorScheme(colorScheme === "dark" ? "light" : "dark"),
    },
    {
      key: "density",
      group: t("do"),
      title: t("switch_density"),
      picture: picture(icons.AdjustIcon),
      run: () => set_density(density === "compact" ? "regular" : "compact"),
    },
  ];
}

// What the screen below answers to by key can also be run by name.
function screen_commands(): Command[] {
  const own = new Set([t("keys_go"), t("keys_everywhere")]);
  return keys_below()
    .filter((key) => !key.hidden && key.group && !own.has(key.group))
    .map((key) => ({
      key: `screen ${key.press}`,
      group: key.group ?? "",
      title: key.label,
      picture: picture(icons.CommandIcon),
      keys: shown_press(key.press),
      run: () => key.run(new KeyboardEvent("keydown")),
    }));
}

// What is called just so is meant before any record that has the word in it.
export const is_called = (command: Command, typed: string): boolean =>
  typed.trim().length > 1 && command.title.toLowerCase().startsWith(typed.trim().toLowerCase());

// Every word typed must be the start of a word of the title.
export function matching_commands(commands: Command[], typed: string): Command[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.filter((command) => command.key.startsWith("go "));
  return commands.filter((command) => {
    const parts = `${command.title} ${command.group}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}
