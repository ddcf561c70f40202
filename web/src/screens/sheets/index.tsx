import { useParams } from "@tanstack/react-router";
import { use_screen_title } from "../../records/screen_title";
import { w } from "../../words/sheets";
import { SheetScreen } from "./sheet_screen";

export default function SheetsScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  use_screen_title(w("title"));
  return <SheetScreen key={id} id={id} />;
}
