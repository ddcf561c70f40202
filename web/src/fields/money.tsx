import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Money } from "../api/types";
import { t } from "../i18n";
import { current_currency, decimal_mark, format_money, parse_decimal } from "../i18n/format";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";

const usual = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CNY", "INR"];

export function as_money(value: unknown): Money | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "object") return value as Money;
  return { amount: String(value), currency: current_currency() };
}

function Display({ value }: DisplayProps) {
  const money = as_money(value);
  if (!money) return null;
  return (
    <span className={styles.figures} title={format_money(money, { exact: true })}>
      {format_money(money)}
    </span>
  );
}

function Editor(props: EditorProps) {
  const { value, on_change, id, label, field, described_by, invalid, auto_focus } = props;
  const money = as_money(value);
  const [typed, set_typed] = useState(() =>
    money ? money.amount.replace(/\.00$/, "").replace(".", decimal_mark()) : "",
  );
  const [currency, set_currency] = useState(money?.currency ?? current_currency());
  const currencies = [...new Set([currency, current_currency(), ...usual])];

  function tell(written: string, in_currency: string) {
    const plain = parse_decimal(written);
    if (written.trim() === "") on_change(null);
    else on_change({ amount: plain ?? written.trim(), currency: in_currency });
  }

  return (
    <div className={styles.line}>
      <TextInput
        id={id}
        inputMode="decimal"
        aria-label={label}
        aria-describedby={described_by}
        error={invalid}
        autoFocus={auto_focus}
        data-autofocus={auto_focus || undefined}
        autoComplete="off"
        value={typed}
        onFocus={(event) => auto_focus && event.currentTarget.select()}
        onChange={(event) => {
          set_typed(event.currentTarget.value);
          tell(event.currentTarget.value, currency);
        }}
        className={styles.grow}
        styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
      />
      <NativeSelect
        aria-label={t("currency_of", { field: field.label })}
        data={currencies}
        value={currency}
        onChange={(event) => {
          set_currency(event.currentTarget.value);
          tell(typed, event.currentTarget.value);
        }}
        w={82}
      />
    </div>
  );
}

export const money: FieldKind = {
  is_money: true,
  Display,
  Editor,
  operators: ["at_least", "at_most", "is", "is_not", "more", "less", "empty", "filled"],
  align: "right",
  literal: (value) => as_money(value)?.amount ?? "0",
  from_literal: (literal) =>
    typeof literal === "number"
      ? { amount: String(literal), currency: current_currency() }
      : undefined,
  width: 130,
};
