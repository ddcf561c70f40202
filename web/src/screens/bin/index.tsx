import { Button, Checkbox } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { find_object, title_of, use_objects } from "../../api/objects";
import { change_many, list_query } from "../../api/records";
import type { ObjectType } from "../../api/types";
import { ReferenceMark } from "../../fields/reference";
import { t, t_count } from "../../i18n";
import { format_instant_exact, format_instant_near } from "../../i18n/format";
import { BinIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { KindsBar } from "../../records/filters/kinds_bar";
import page from "../../records/page.module.css";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";
import { use_screen_title } from "../../records/screen_title";
import { Bars, Empty, Failed } from "../../records/states";
import styles from "./bin.module.css";

// What was deleted, per kind of record, and the way back.
export default function Bin() {
  const objects = use_objects().filter((object) => object.place.bin);
  const { search, change } = use_address();
  const object = find_object(objects, search.object ?? "deal") ?? objects[0];
  use_screen_title(t("bin"));
  if (!object) return null;
  return (
    <section className={page.page}>
      <h1>{t("bin")}</h1>
      <p className={page.lead}>{t("bin_lead")}</p>
      <KindsBar
        label={t("object")}
        objects={objects}
        chosen={object.name}
        choose={(name) => change({ object: name }, { replace: true })}
      />
      <BinOf key={object.name} object={object} />
    </section>
  );
}

function BinOf({ object }: { object: ObjectType }) {
  const list = useInfiniteQuery(list_query(object.plural, { bin: true, sort: "-updated_at" }));
  const [chosen, set_chosen] = useState<ReadonlySet<string>>(new Set());
  const rows = list.data?.pages.flatMap((page) => page.records) ?? [];

  async function restore(ids: string[]) {
    try {
      const { body, change } = await change_many(object.plural, { ids }, { action: "restore" });
      const text = t_count("bulk_restored", body.changed ?? ids.length);
      announce_change(change ?? body.change, text, [object.plural]);
      set_chosen(new Set());
    } catch (error) {
      say_problem(error);
    }
  }
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    set_chosen(next);
  }

  if (list.error) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Bars count={6} height={30} />;
  if (rows.length === 0) {
    return (
      <Empty
        text={t("bin_empty", { objects: object.label_plural })}
        picture={<BinIcon size={22} />}
      />
    );
  }
  return (
    <>
      <ul className={`${page.list} ${styles.list}`}>
        {rows.map((row) => {
          const title = title_of(object, row) || t("untitled");
          return (
            <li key={row.id}>
              <Checkbox
                aria-label={t("select_one", { name: title })}
                checked={chosen.has(row.id)}
                onChange={() => toggle(row.id)}
              />
              <span className={styles.title}>
                <ReferenceMark pointer={{ object: object.name, id: row.id }} title={title} />
              </span>
              {row.deleted_at ? (
                <time dateTime={row.deleted_at} title={format_instant_exact(row.deleted_at)}>
                  {format_instant_near(row.deleted_at)}
                </time>
              ) : null}
              <Button
                variant="default"
                aria-label={`${t("restore")}: ${title}`}
                onClick={() => void restore([row.id])}
              >
                {t("restore")}
              </Button>
            </li>
          );
        })}
      </ul>
      <div className={page.foot}>
        {chosen.size > 0 ? (
          <Button onClick={() => void restore([...chosen])}>
            {t_count("restore_many", chosen.size)}
          </Button>
        ) : null}
        {list.hasNextPage ? (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("show_more")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
