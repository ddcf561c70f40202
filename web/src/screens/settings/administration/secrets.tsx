import { Button } from "@mantine/core";
import { useState } from "react";
import { exchange_secrets_key, type Secrets as SecretsFacts } from "../../../api/administration";
import { ErrorIcon } from "../../../look/icons";
import { w, w_count } from "../../../words/administration";
import styles from "./administration.module.css";
import { ask } from "./asked";
import { Section } from "./section";

// Passwords of other systems are kept sealed: whether they all open, and another key for them.

export function Secrets({ secrets }: { secrets: SecretsFacts }) {
  const [is_busy, set_busy] = useState(false);
  const exchange = async () => {
    set_busy(true);
    await ask(exchange_secrets_key, w("secrets_exchanged"));
    set_busy(false);
  };
  return (
    <Section
      part="secrets"
      title={w("secrets")}
      hint={w("secrets_hint")}
      tools={
        <Button size="compact-sm" variant="default" loading={is_busy} onClick={exchange}>
          {w("secrets_exchange")}
        </Button>
      }
    >
      {is_busy ? (
        <p className={styles.soft} role="status">
          {w("secrets_exchanging")}
        </p>
      ) : null}
      <Standing secrets={secrets} />
    </Section>
  );
}

function Standing({ secrets }: { secrets: SecretsFacts }) {
  const { keys, under_old_key, closed, error } = secrets;
  if (error) return <Bad text={error} />;
  if (closed > 0) return <Bad text={w_count("secrets_closed", closed)} />;
  if (keys === 0) return <p className={styles.soft}>{w("secrets_none")}</p>;
  return <p>{under_old_key > 0 ? w_count("secrets_old", under_old_key) : w("secrets_well")}</p>;
}

function Bad({ text }: { text: string }) {
  return (
    <p className={styles.bad}>
      <ErrorIcon size={13} aria-hidden /> {text}
    </p>
  );
}
