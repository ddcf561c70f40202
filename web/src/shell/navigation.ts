import type { Icon } from "@tabler/icons-react";
import type { ObjectType } from "../api/types";
import { t } from "../i18n";
import * as icons from "../look/icons";
import { by_rank, is_work } from "../records/place";

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

// What objects' descriptions call the groups that have a heading of their own.
const of_day = ["day"];
const of_people = ["people", "contacts"];
const of_sales = ["sales"];
const with_heading = [...of_day, ...of_people, ...of_sales];

const place_of = (object: ObjectType): Place => ({
  to: object.board ? `/${object.plural}/board` : `/${object.plural}`,
  label: object.label_plural,
  object,
  letter: object.place.letter ?? undefined,
});

export function places_of(objects: ObjectType[]): PlaceGroup[] {
  const work = by_rank(objects.filter(is_work));
  const of_group = (names: string[]): Place[] =>
    work.filter((object) => names.includes(object.group ?? "")).map(place_of);
  const groups: PlaceGroup[] = [
    {
      label: t("group_day"),
      places: [
        { to: "/my-day", label: t("my_day"), icon: icons.HomeIcon, letter: "h" },
        ...of_group(of_day),
      ],
    },
    {
      label: t("group_people"),
      places: of_group(of_people),
    },
    {
      label: t("group_sales"),
      places: of_group(of_sales),
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
      places: work.filter((object) => !with_heading.includes(object.group ?? "")).map(place_of),
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

// Those that are at hand, for the bar at the bottom of a narrow screen.
export function places_at_bottom(groups: PlaceGroup[]): Place[] {
  const all = groups.flatMap((group) => group.places);
  const found = all.filter((one) => one.to === "/my-day" || one.object?.place.at_hand);
  return found.length === 4 ? found : all.slice(0, 4);
}
