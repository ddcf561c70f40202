import type { Icon } from "@tabler/icons-react";
import type { ObjectType } from "../api/types";
import { t } from "../i18n";
import * as icons from "../look/icons";
import { is_work } from "../records/background";

// The way of the work: from the day, over people and companies, to deals and figures.

export type Place = {
  to: string;
  label: string;
  icon?: Icon;
  object?: ObjectType;
  // The letter after G.
  letter?: string;
};
export type PlaceGroup = { label: string; places: Place[] };

const letters: Record<string, string> = {
  lead: "l",
  account: "a",
  contact: "c",
  deal: "d",
  activity: "t",
  product: "p",
};

// What an object's description calls the groups that have a heading of their own.
const of_people = ["people", "contacts"];
const of_sales = ["sales"];

export function places_of(objects: ObjectType[]): PlaceGroup[] {
  const place = (name: string): Place[] => {
    const object = objects.find((candidate) => candidate.name === name);
    if (!object) return [];
    const to = object.board ? `/${object.plural}/board` : `/${object.plural}`;
    return [{ to, label: object.label_plural, object, letter: letters[name] }];
  };
  const listed = ["lead", "account", "contact", "deal", "activity", "product", "asset"];
  const others = objects.filter((object) => !listed.includes(object.name) && is_work(object));
  const of_group = (names: string[]): Place[] =>
    others
      .filter((object) => names.includes(object.group ?? ""))
      .flatMap((object) => place(object.name));
  const groups: PlaceGroup[] = [
    {
      label: t("group_day"),
      places: [
        { to: "/my-day", label: t("my_day"), icon: icons.HomeIcon, letter: "h" },
        ...place("activity"),
      ],
    },
    {
      label: t("group_people"),
      places: [...place("lead"), ...place("account"), ...place("contact"), ...of_group(of_people)],
    },
    {
      label: t("group_sales"),
      places: [...place("deal"), ...place("product"), ...place("asset"), ...of_group(of_sales)],
    },
    {
      label: t("group_reports"),
      places: [
        { to: "/dashboard", label: t("dashboard"), icon: icons.ChartIcon, letter: "r" },
        { to: "/insights", label: t("insights"), icon: icons.ActivityIcon, letter: "n" },
      ],
    },
    {
      label: t("group_more"),
      places: others
        .filter((object) => ![...of_people, ...of_sales].includes(object.group ?? ""))
        .flatMap((object) => place(object.name)),
    },
  ];
  return groups.filter((group) => group.places.length > 0);
}

export function places_at_foot(): Place[] {
  return [
    { to: "/imports", label: t("imports"), icon: icons.UploadIcon, letter: "i" },
    { to: "/duplicates", label: t("duplicates"), icon: icons.UsersIcon, letter: "u" },
    { to: "/history", label: t("history"), icon: icons.HistoryIcon, letter: "y" },
    { to: "/bin", label: t("bin"), icon: icons.BinIcon, letter: "b" },
    { to: "/settings", label: t("settings"), icon: icons.SettingsIcon, letter: "s" },
    { to: "/help", label: t("help"), icon: icons.HelpIcon },
  ];
}

// The four most used, for the bar at the bottom of a narrow screen.
export function places_at_bottom(groups: PlaceGroup[]): Place[] {
  const all = groups.flatMap((group) => group.places);
  const wanted = ["/my-day", "deal", "contact", "activity"];
  const found = wanted.flatMap((name) =>
    all.filter((one) => one.to === name || one.object?.name === name).slice(0, 1),
  );
  return found.length === 4 ? found : all.slice(0, 4);
}
