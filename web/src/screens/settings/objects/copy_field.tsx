import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { CheckIcon, CopyIcon } from "../../../look/icons";
import { w } from "../../../words/settings";
import styles from "../settings.module.css";

// A text to take along. The clipboard needs a secure page; where there is none, it is selected.
export function CopyField({ text, label }: { text: string; label: string }) {
  const [copied, set_copied] = useState(false);
  async function copy(input: HTMLInputElement | null) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      input?.select();
      document.execCommand("copy");
    }
    set_copied(true);
  }
  return (
    <div className={styles.copy}>
      <TextInput
        readOnly
        value={text}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: "var(--mono)", fontSize: 12 } }}
      />
      <Button
        variant={copied ? "light" : "filled"}
        size="sm"
        leftSection={
          copied ? <CheckIcon size={14} aria-hidden /> : <CopyIcon size={14} aria-hidden />
        }
        onClick={(event) => {
          const box = event.currentTarget.parentElement;
          void copy(box?.querySelector("input") ?? null);
        }}
      >
        {copied ? w("copied") : w("copy")}
      </Button>
    </div>
  );
}
