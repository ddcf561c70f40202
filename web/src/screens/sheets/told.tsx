import type { Sheet } from "../../records/sheets/types";
import { w, w_count } from "../../words/sheets";
import styles from "./sheets.module.css";

// What was noticed and does no harm.
export function Told({ sheet }: { sheet: Sheet }) {
  const told = [
    sheet.missing_rows ? w_count("missing_rows", sheet.missing_rows) : null,
    sheet.added_columns?.length
      ? w("added_columns", { columns: sheet.added_columns.join(", ") })
      : null,
    sheet.missing_columns?.length
      ? w("missing_columns", { columns: sheet.missing_columns.join(", ") })
      : null,
    sheet.worn_cells ? w_count("worn", sheet.worn_cells) : null,
  ].filter((one): one is string => one !== null);
  if (told.length === 0) return null;
  return (
    <ul className={styles.told}>
      {told.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
