import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { aggregate_query } from "../../api/records";
import { ChartIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { use_screen_title } from "../../records/screen_title";
import { Empty, Failed } from "../../records/states";
import { w } from "../../words/dashboard";
import styles from "./dashboard.module.css";
import { KeyFigures } from "./key_figures";
import { use_scope } from "./questions";
import { ByStage, Closed, LostByReason, OpenOverTime, WonBy, WonOverTime } from "./sections";
import { DashboardToolbar } from "./toolbar";

// Where the money is: the pipeline as figures, every one of which opens its rows.
export default function DashboardScreen() {
  const { search } = use_address();
  const scope = use_scope();
  const any = useQuery(aggregate_query("deals", { measure: "count" }));
  use_screen_title(w("title"));
  const heading = <h1 className="only_read_aloud">{w("title")}</h1>;
  if (any.error) {
    return (
      <>
        {heading}
        <Failed error={any.error} retry={() => void any.refetch()} />
      </>
    );
  }
  if (any.data && Number(any.data.rows[0]?.count ?? 0) === 0) {
    return (
      <>
        {heading}
        <Empty text={w("no_deals")} picture={<ChartIcon size={22} aria-hidden />}>
          <Button component={Link} to="/imports">
            {w("import_deals")}
          </Button>
        </Empty>
      </>
    );
  }
  return (
    <div className={styles.dashboard} data-print-flow>
      {heading}
      <DashboardToolbar />
      <div className={styles.sheet} data-print-flow>
        <KeyFigures scope={scope} />
        <div className={styles.charts}>
          <ByStage scope={scope} pipeline={search.pipeline} />
          <WonOverTime scope={scope} grain="quarter" />
          <WonOverTime scope={scope} grain="month" />
          <OpenOverTime scope={scope} />
          <div className={styles.stack}>
            <Closed scope={scope} />
            <LostByReason scope={scope} />
          </div>
          <WonBy scope={scope} by="owner" />
          <WonBy scope={scope} by="product" />
        </div>
      </div>
    </div>
  );
}
