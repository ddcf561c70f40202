import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../i18n";
import { Empty } from "../records/states";

export function Lost() {
  return (
    <Empty text={t("no_such_page")}>
      <Button component={Link} to="/my-day" variant="default">
        {t("go_my_day")}
      </Button>
    </Empty>
  );
}
