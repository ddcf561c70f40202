import { useParams } from "@tanstack/react-router";
import { use_object } from "../../api/objects";
import { Lost } from "../../records/saving/lost";
import { RecordPage } from "./record_page";

export default function RecordScreen() {
  const { plural, id } = useParams({ strict: false }) as { plural: string; id: string };
  const object = use_object(plural);
  if (!object) return <Lost />;
  return <RecordPage key={id} object={object} id={id} />;
}
