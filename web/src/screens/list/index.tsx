import { useParams } from "@tanstack/react-router";
import { use_object } from "../../api/objects";
import { Lost } from "../../records/saving/lost";
import { ListScreen } from "./list_screen";

export default function List() {
  const { plural } = useParams({ strict: false }) as { plural: string };
  const object = use_object(plural);
  if (!object) return <Lost />;
  return <ListScreen key={object.plural} object={object} />;
}
