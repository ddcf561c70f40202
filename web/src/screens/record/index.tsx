import { useParams } from "@tanstack/react-router";
import { use_object } from "../../api/objects";
import { t } from "../../i18n";
import { Empty } from "../../records/states";
import { RecordPage } from "./record_page";

export default function RecordScreen() {
  const { plural, id } = useParams({ strict: false }) as { plural: string; id: string };
  const object = use_object(plural);
  if (!object) return <Empty text={t("no_such_page")} />;
  return <RecordPage key={id} object={object} id={id} />;
}
