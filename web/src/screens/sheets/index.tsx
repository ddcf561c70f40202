import { useParams } from "@tanstack/react-router";
import { use_screen_title } from "../../records/screen_title";
import { SheetScreen } from "./sheet_screen";
import { w } from "./words";

export default function SheetsScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  use_screen_title(w("title"));
  return <SheetScreen key={id} id={id} />;
}
