import { useParams } from "@tanstack/react-router";
import { use_object } from "../../api/objects";
import { t } from "../../i18n";
import { Empty } from "../../records/states";
import { ListScreen } from "./list_screen";

export default function List() {
  const { plural } = useParams({ strict: false }) as { plural: string };
  const object = use_object(plural);
  if (!object) return <Empty text={t("no_such_page")} />;
  return <ListScreen key={object.plural} object={object} />;
}
