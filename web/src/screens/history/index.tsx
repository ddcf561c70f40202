import { useParams } from "@tanstack/react-router";
import { title_of, use_object } from "../../api/objects";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { Lost } from "../../records/saving/lost";
import { use_screen_title } from "../../records/screen_title";
import { use_record } from "../../records/use_record";
import { RecordHistory, WholeHistory } from "./history";

// The history of everything, or of one record.
export default function HistoryScreen() {
  const { plural, id } = useParams({ strict: false }) as { plural?: string; id?: string };
  const object = use_object(plural);
  if (!plural || !id) return <WholeHistory />;
  if (!object) return <Lost />;
  return <OneHistory object={object} id={id} />;
}

function OneHistory({ object, id }: { object: ObjectType; id: string }) {
  const { data } = use_record(object, id);
  const title = data ? title_of(object, data) || t("untitled") : "";
  use_screen_title(t("history_of", { name: title || "…" }));
  return <RecordHistory object={object} id={id} title={title} />;
}
