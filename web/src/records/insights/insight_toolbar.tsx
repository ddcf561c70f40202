import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Field } from "../../api/types";
import { FileIcon } from "../../look/icons";
import { w } from "../../words/figures";
import { InputBar } from "./input_bar";
import type { Usual } from "./inputs";
import styles from "./insights.module.css";

type Props = { fields: Field[]; usual?: Usual; children?: ReactNode };

// The inputs, and what can be done with the whole page.
export function InsightToolbar({ fields, usual, children }: Props) {
  return (
    <div className={styles.toolbar} data-no-print>
      <InputBar fields={fields} usual={usual} />
      <span className={styles.gap} />
      {children}
      <Button
        variant="default"
        leftSection={<FileIcon size={14} aria-hidden />}
        onClick={() => window.print()}
      >
        {w("print")}
      </Button>
    </div>
  );
}
