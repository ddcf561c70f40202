import { Tabs } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { title_of, use_object } from "../../api/objects";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { CloseIcon, MaximizeIcon } from "../../look/icons";
import { ObjectIcon } from "../../look/object_icon";
import { use_address } from "../../records/address";
import { Fields } from "../../records/forms/fields";
import { Empty } from "../../records/states";
import { use_record } from "../../records/use_record";
import { RecordHead } from "./head";
import { NoRecord } from "./no_record";
import styles from "./record.module.css";
import { RecordSkeleton } from "./record_page";
import { Related } from "./related";
import { SinceThen } from "./since_then";
import { Timeline } from "./timeline";
import { use_record_keys } from "./use_record_keys";

type PanelProps = { plural: string; id: string; on_close: () => void };

// A record beside a list or a board, without leaving it.
export default function RecordPanel({ plural, id, on_close }: PanelProps) {
  const object = use_object(plural);
  return (
    <>
      <div className={styles.panel_bar}>
        <span className={styles.panel_what}>
          {object ? <ObjectIcon object={object} size={15} /> : null}
          {object?.label}
        </span>
        <Link
          to="/$plural/$id"
          params={{ plural, id }}
          className={styles.icon_button}
          aria-label={t("key_open_page")}
          title={t("key_open_page")}
        >
          <MaximizeIcon size={15} aria-hidden />
        </Link>
        <button
          type="button"
          className={styles.icon_button}
          onClick={on_close}
          aria-label={t("close")}
          title={`${t("close")} (Esc)`}
        >
          <CloseIcon size={16} aria-hidden />
        </button>
      </div>
      {object ? <PanelBody object={object} id={id} /> : <Empty text={t("no_such_page")} />}
    </>
  );
}

function PanelBody({ object, id }: { object: ObjectType; id: string }) {
  const { search } = use_address();
  const [tab, set_tab] = useState<string | null>("fields");
  const record = use_record(object, id, search.as_of);
  const row = record.data;
  use_record_keys(object, row, { panel: true });
  if (record.error) {
    const retry = () => void record.refetch();
    return <NoRecord object={object} id={id} error={record.error} retry={retry} />;
  }
  if (!row) return <RecordSkeleton />;
  const title = title_of(object, row) || t("untitled");
  const read_only = !object.can.update || !!search.as_of || !!row.deleted_at;
  return (
    <div className={styles.panel_body}>
      <RecordHead object={object} row={row} title={title} small />
      {search.as_of ? (
        <SinceThen object={object} then={row} stale={record.isPlaceholderData} />
      ) : null}
      <Tabs value={tab} onChange={set_tab} keepMounted={false} className={styles.tabs}>
        <Tabs.List>
          <Tabs.Tab value="fields">{t("details")}</Tabs.Tab>
          <Tabs.Tab value="timeline">{t("timeline")}</Tabs.Tab>
          <Tabs.Tab value="related">{t("related")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fields">
          <Fields object={object} row={row} read_only={read_only} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <Timeline object={object} row={row} read_only={!!search.as_of} />
        </Tabs.Panel>
        <Tabs.Panel value="related">
          <Related object={object} row={row} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
