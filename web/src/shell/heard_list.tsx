import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { use_objects } from "../api/objects";
import { t } from "../i18n";
import { format_instant_near } from "../i18n/format";
import { HistoryIcon } from "../look/icons";
import { use_heard } from "./heard";

// The latest changes by others, each a way to its record.
export function HeardList() {
  const { heard } = use_heard();
  const objects = use_objects();
  return (
    <>
      <Menu.Label>{t("changed_by_others")}</Menu.Label>
      {heard.length === 0 ? <Menu.Item disabled>{t("nothing_heard")}</Menu.Item> : null}
      {heard.slice(0, 8).map((change) => {
        const first = change.records[0];
        const object = objects.find((candidate) => candidate.name === first?.object);
        const inner = (
          <>
            {change.label}
            <span className="faint">
              {" "}
              · {format_instant_near(new Date(change.at).toISOString())}
            </span>
          </>
        );
        if (!first || !object || change.records.length > 1) {
          return (
            <Menu.Item key={change.seq} component={Link} to="/history">
              {inner}
            </Menu.Item>
          );
        }
        return (
          <Menu.Item key={change.seq} component={Link} to={`/${object.plural}/${first.id}`}>
            {inner}
          </Menu.Item>
        );
      })}
      <Menu.Divider />
      <Menu.Item component={Link} to="/history" leftSection={<HistoryIcon size={15} />}>
        {t("whole_history")}
      </Menu.Item>
    </>
  );
}
