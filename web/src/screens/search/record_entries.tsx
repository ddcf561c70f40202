import { useNavigate } from "@tanstack/react-router";
import { find_object, use_objects } from "../../api/objects";
import type { SearchResult } from "../../api/types";
import { Avatar } from "../../look/avatar";
import { ObjectIcon } from "../../look/object_icon";
import type { Command } from "./commands";

const with_face = new Set(["contact", "user", "lead"]);

// Records that were found, each a way to its page.
export function use_record_entries(found: SearchResult[]): Command[] {
  const objects = use_objects();
  const navigate = useNavigate();
  return found.flatMap((result) => {
    const object = find_object(objects, result.object);
    if (!object) return [];
    return [
      {
        key: result.id,
        group: object.label_plural,
        title: result.title,
        subtitle: result.subtitle ?? undefined,
        picture: with_face.has(object.name) ? (
          <Avatar name={result.title} size={20} />
        ) : (
          <ObjectIcon object={object} size={17} />
        ),
        run: () => void navigate({ to: `/${object.plural}/${result.id}` }),
      },
    ];
  });
}
