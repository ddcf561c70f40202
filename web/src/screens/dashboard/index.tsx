import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Insight, insights_query } from "../../api/insights";
import { find_object, use_objects } from "../../api/objects";
import { page_query } from "../../api/records";
import { ChartIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { fields_of, input_of } from "../../records/insights/inputs";
import { CardBones, InsightCard } from "../../records/insights/insight_card";
import { InsightToolbar } from "../../records/insights/insight_toolbar";
import { use_screen_title } from "../../records/screen_title";
import { Empty, Failed } from "../../records/states";
import { w } from "../../words/dashboard";
import styles from "./dashboard.module.css";
import { in_places } from "./places";

// What a manager looks at first, without asking for it.
const usual = { period: "last_12_months" };

// Where the money is: insights that have a place here, in the order of their descriptions.
export default function DashboardScreen() {
  const { data, error, refetch } = useQuery(insights_query);
  use_screen_title(w("title"));
  const heading = <h1 className="only_read_aloud">{w("title")}</h1>;
  const insights = in_places(data ?? []);
  if (error) {
    return (
      <>
        {heading}
        <Failed error={error} retry={() => void refetch()} />
      </>
    );
  }
  return (
    <div className={styles.dashboard} data-print-flow>
      {heading}
      {data ? (
        <Cards insights={insights} />
      ) : (
        <div className={styles.sheet} aria-busy="true">
          <div className={styles.cards}>
            <CardBones count={6} />
          </div>
        </div>
      )}
    </div>
  );
}

function Cards({ insights }: { insights: Insight[][] }) {
  const { search } = use_address();
  const all = insights.flat();
  const object = find_object(use_objects(), all[0]?.object ?? "");
  const any = useQuery({
    ...page_query(object?.plural ?? "", { limit: 1, fields: "id" }),
    enabled: !!object,
  });
  if (all.length === 0 || any.data?.records.length === 0) {
    return (
      <Empty
        text={all.length === 0 ? w("no_insights") : w("no_deals")}
        picture={<ChartIcon size={22} aria-hidden />}
      >
        {all.length === 0 ? null : (
          <Button component={Link} to="/imports">
            {w("import_deals")}
          </Button>
        )}
      </Empty>
    );
  }
  const card = (insight: Insight) => (
    <InsightCard key={insight.name} insight={insight} input={input_of(insight, search, usual)} />
  );
  return (
    <>
      <InsightToolbar fields={fields_of(all)} usual={usual} />
      <div className={styles.sheet} data-print-flow>
        <div className={styles.cards}>
          {insights.map((place) =>
            place.length === 1 ? (
              place.map(card)
            ) : (
              <div key={place[0]?.name} className={styles.stack}>
                {place.map(card)}
              </div>
            ),
          )}
        </div>
      </div>
    </>
  );
}
