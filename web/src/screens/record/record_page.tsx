import { Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { title_of } from "../../api/objects";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { use_address } from "../../records/address";
import { Fields } from "../../records/forms/fields";
import { use_screen_title } from "../../records/screen_title";
import { Bars } from "../../records/states";
import { use_record } from "../../records/use_record";
import { RecordHead } from "./head";
import { LikelyHint } from "./likely_hint";
import { NoRecord } from "./no_record";
import styles from "./record.module.css";
import { Related } from "./related";
import { SinceThen } from "./since_then";
import { Timeline } from "./timeline";
import { use_record_keys } from "./use_record_keys";
import { use_survivor } from "./use_survivor";

// Head; left what it is, middle what happened, right what belongs to it.
export function RecordPage({ object, id }: { object: ObjectType; id: string }) {
  const { search, change } = use_address();
  const navigate = useNavigate();
  const record = use_record(object, id, search.as_of);
  const narrow = useMediaQuery("(max-width: 1080px)") ?? false;
  const row = record.data;
  const title = row ? title_of(object, row) || t("untitled") : "";
  use_survivor(
    object,
    id,
    row,
    (survivor) => void navigate({ to: `/${object.plural}/${survivor}`, replace: true }),
  );
  use_screen_title(row ? title : undefined);
  use_record_keys(object, row);
  use_keys([
    {
      press: "escape",
      label: t("back_to_list"),
      group: t("keys_record"),
      run: () => void navigate({ to: `/${object.plural}` }),
    },
  ]);

  if (record.error) {
    return (
      <>
        <h1 className="only_read_aloud">{object.label}</h1>
        <NoRecord
          object={object}
          id={id}
          error={record.error}
          retry={() => void record.refetch()}
        />
      </>
    );
  }
  if (!row) {
    return (
      <>
        <h1 className="only_read_aloud">{object.label}</h1>
        <RecordSkeleton />
      </>
    );
  }
  const read_only = !object.can.update || !!search.as_of || !!row.deleted_at;
  const fields = <Fields object={object} row={row} read_only={read_only} />;
  const timeline = <Timeline object={object} row={row} read_only={!!search.as_of} />;
  const related = <Related object={object} row={row} />;
  return (
    <article className={styles.page} aria-label={title}>
      <RecordHead object={object} row={row} title={title} />
      {search.as_of ? (
        <SinceThen object={object} then={row} stale={record.isPlaceholderData} />
      ) : null}
      {search.as_of ? null : <LikelyHint object={object} row={row} />}
      {narrow ? (
        <Tabs
          value={search.tab ?? "timeline"}
          onChange={(tab) => change({ tab }, { replace: true })}
          keepMounted={false}
          className={styles.tabs}
        >
          <Tabs.List grow>
            <Tabs.Tab value="timeline">{t("timeline")}</Tabs.Tab>
            <Tabs.Tab value="fields">{t("details")}</Tabs.Tab>
            <Tabs.Tab value="related">{t("related")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="timeline">{timeline}</Tabs.Panel>
          <Tabs.Panel value="fields">{fields}</Tabs.Panel>
          <Tabs.Panel value="related">{related}</Tabs.Panel>
        </Tabs>
      ) : (
        <div className={styles.columns} data-print-flow>
          <div className={styles.left}>{fields}</div>
          <div className={styles.middle}>{timeline}</div>
          <div className={styles.right}>{related}</div>
        </div>
      )}
    </article>
  );
}

export function RecordSkeleton() {
  return (
    <div className={styles.skeleton} aria-busy="true">
      <span className="only_read_aloud">{t("loading")}</span>
      <Bars count={2} height={22} />
      <Bars count={8} height={15} />
    </div>
  );
}
