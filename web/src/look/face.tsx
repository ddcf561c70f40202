import type { ObjectType } from "../api/types";
import { Avatar } from "./avatar";
import { ObjectIcon } from "./object_icon";

type Props = { object: ObjectType; title: string; size: number; icon_size?: number };

// A record's picture: people and companies have a face, others their object's icon.
export function Face({ object, title, size, icon_size = size - 3 }: Props) {
  const { face } = object.place;
  return face ? (
    <Avatar name={title} size={size} square={face === "company"} />
  ) : (
    <ObjectIcon object={object} size={icon_size} />
  );
}
