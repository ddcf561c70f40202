import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../i18n";
import { Empty } from "../states";

export function Lost() {
  return (
    <>
      <h1 className="only_read_aloud">{t("nothing_found")}</h1>
      <Empty text={t("no_such_page")}>
        <Button component={Link} to="/my-day" variant="default">
          {t("go_my_day")}
        </Button>
      </Empty>
    </>
  );
}
