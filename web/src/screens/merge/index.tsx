import { useParams } from "@tanstack/react-router";
import { use_object } from "../../api/objects";
import { Lost } from "../../records/saving/lost";
import { MergeScreen } from "./merge_screen";

export default function MergePage() {
  const {
    object: name,
    a,
    b,
  } = useParams({ strict: false }) as {
    object: string;
    a: string;
    b: string;
  };
  const object = use_object(name);
  if (!object) return <Lost />;
  return <MergeScreen key={`${a}/${b}`} object={object} a={a} b={b} />;
}
