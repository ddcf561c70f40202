import { Link } from "@tanstack/react-router";
import type { LeftOut } from "../../api/insights";
import { use_object } from "../../api/objects";
import { ImportantIcon } from "../../look/icons";
import { w } from "../../words/figures";
import styles from "./insights.module.css";

// What the figures do not tell, in words: hidden fields, amounts without a rate.
export function LeftOutNotes({ left_out }: { left_out: LeftOut[] }) {
  const currency = use_object("currency");
  if (left_out.length === 0) return null;
  return (
    <ul className={styles.left_out}>
      {left_out.map((one) => (
        <li key={one.message}>
          <ImportantIcon size={14} aria-hidden />
          <span>
            {one.message}{" "}
            {one.reason === "no_rate" && currency?.can.create ? (
              <Link to="/$plural" params={{ plural: currency.plural }} data-no-print>
                {w("set_rate")}
              </Link>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
