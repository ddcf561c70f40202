import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { use_object } from "../../api/objects";
import { use_screen_title } from "../../records/screen_title";
import { Empty } from "../../records/states";
import { w } from "../../words/board";
import { Board } from "./board";

export default function BoardScreen() {
  const { plural } = useParams({ strict: false }) as { plural?: string };
  const object = use_object(plural);
  use_screen_title(object ? object.label_plural : "");
  if (object?.board) return <Board key={object.name} object={object} />;
  return (
    <Empty text={w("no_board", { objects: object?.label_plural ?? plural ?? "" })}>
      <Button component={Link} to={`/${plural}`}>
        {w("open_list")}
      </Button>
    </Empty>
  );
}
