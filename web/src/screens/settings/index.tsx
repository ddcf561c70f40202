import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { use_objects } from "../../api/objects";
import { use_me } from "../../api/session";
import { use_screen_title } from "../../records/screen_title";
import { AdministrationPart } from "./administration/administration";
import { Company } from "./company/company";
import { Hours } from "./company/hours";
import { Rates } from "./company/rates";
import { LayoutsPart } from "./layouts/layouts";
import { AddressBook } from "./me/address_book";
import { Keys } from "./me/keys";
import { Profile } from "./me/profile";
import { ObjectsAndFields } from "./objects/objects_and_fields";
import { Part } from "./part";
import { Roles } from "./people/roles";
import { Users } from "./people/users";
import { Pipelines } from "./pipelines/pipelines";
import { RecordRows } from "./record_rows";
import { RulesPart } from "./rules/rules";
import styles from "./settings.module.css";
import { w } from "./words";

const groups = [
  { label: "group_me", sections: ["profile", "address_book", "keys"] },
  { label: "group_firm", sections: ["company", "currencies", "hours"] },
  { label: "group_people", sections: ["users", "teams", "roles"] },
  { label: "group_sales", sections: ["pipelines", "rules", "layouts", "tags"] },
  { label: "group_program", sections: ["objects", "administration"] },
] as const;

type Section = (typeof groups)[number]["sections"][number];
const sections = groups.flatMap((group): readonly Section[] => group.sections);

// What each section is about; it is offered to those who may change that.
const about: Partial<Record<Section, string>> = {
  company: "company",
  hours: "business_calendar",
  users: "user",
  teams: "team",
  roles: "role",
  pipelines: "pipeline",
  rules: "rule",
  layouts: "layout",
  currencies: "currency",
  tags: "tag",
};

const only_administrators = new Set<Section>(["objects", "administration"]);

function use_offered(): (section: Section) => boolean {
  const objects = use_objects();
  const me = use_me();
  return (section) => {
    if (only_administrators.has(section)) return me.role === "administrator";
    const name = about[section];
    return !name || !!objects.find((object) => object.name === name)?.can.update;
  };
}

export default function SettingsScreen() {
  const offered = use_offered();
  const { section } = useParams({ strict: false }) as { section?: string };
  const shown = sections.find((one) => one === section) ?? "profile";
  const strip = useRef<HTMLElement>(null);
  use_screen_title(`${w("title")} · ${w(shown)}`);
  // Narrow screens have the sections in a row: the chosen one is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the section is what it follows
  useEffect(() => {
    strip.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [shown]);
  return (
    <div className={styles.settings}>
      <nav ref={strip} className={styles.sections} aria-label={w("sections")}>
        {groups
          .filter((group) => group.sections.some(offered))
          .map((group) => (
            <div key={group.label}>
              <p>{w(group.label)}</p>
              {group.sections.filter(offered).map((one) => (
                <Link
                  key={one}
                  to="/settings/$section"
                  params={{ section: one }}
                  aria-current={one === shown ? "page" : undefined}
                >
                  {w(one)}
                </Link>
              ))}
            </div>
          ))}
      </nav>
      <div className={styles.content} data-print-flow>
        <div className={styles.sheet} data-wide={wide.has(shown) || undefined}>
          <h1 className="only_read_aloud">{w("title")}</h1>
          <Shown section={shown} />
        </div>
      </div>
    </div>
  );
}

const wide = new Set<Section>([
  "users",
  "roles",
  "pipelines",
  "objects",
  "rules",
  "layouts",
  "administration",
]);

function Shown({ section }: { section: Section }) {
  const me = use_me();
  switch (section) {
    case "profile":
      return <Profile key={me.language} />;
    case "company":
      return <Company />;
    case "users":
      return <Users />;
    case "roles":
      return <Roles />;
    case "objects":
      return <ObjectsAndFields />;
    case "pipelines":
      return <Pipelines />;
    case "layouts":
      return <LayoutsPart />;
    case "rules":
      return <RulesPart />;
    case "address_book":
      return <AddressBook />;
    case "keys":
      return <Keys />;
    case "teams":
      return (
        <Part title={w("teams")} hint={w("teams_hint")}>
          <RecordRows name="team" fields={["name", "parent"]} sort="name" />
        </Part>
      );
    case "currencies":
      return <Rates />;
    case "hours":
      return <Hours />;
    case "administration":
      return <AdministrationPart />;
    case "tags":
      return (
        <Part title={w("tags")} hint={w("tags_hint")}>
          <RecordRows name="tag" fields={["name", "tone"]} sort="name" />
        </Part>
      );
  }
}
