import type { ComponentType } from "react";
import type { Field, Kind, Reference, Row } from "../api/types";

// What a field kind has to know: how a value looks, how it is edited, how it is asked for.

export type DisplayProps = {
  field: Field;
  value: unknown;
  row?: Row;
  // The titles that came with the record for a reference.
  expanded?: Reference | Reference[] | null;
  // References as links; off where a link inside would be wrong (inside a card, a button).
  linked?: boolean;
};

export type EditorProps = {
  field: Field;
  value: unknown;
  // The rest of the record, for choices that depend on it.
  row?: Record<string, unknown>;
  expanded?: Reference | Reference[] | null;
  on_change: (value: unknown) => void;
  // Called by kinds where picking is deciding (a choice, a date in the calendar).
  on_submit?: (value: unknown) => void;
  id?: string;
  // The name read aloud where no label stands beside.
  label?: string;
  placeholder?: string;
  described_by?: string;
  invalid?: boolean;
  auto_focus?: boolean;
};

export type OperatorName =
  | "has"
  | "has_not"
  | "is"
  | "is_not"
  | "more"
  | "at_least"
  | "less"
  | "at_most"
  | "empty"
  | "filled";

export type FieldKind = {
  Display: ComponentType<DisplayProps>;
  Editor: ComponentType<EditorProps>;
  // What filters of it say, the most usual first.
  operators: OperatorName[];
  // The kind that a filter's value is typed as, where that is another one: a part of an e-mail
  // address is text.
  asked_as?: Kind;
  // A filter may name several values of which one has to be there.
  takes_several?: true;
  // Values that move with time or person and are offered beside the editor: today, me.
  moving?: (field: Field) => string[];
  // "from" a day, but "at least" a number: which words the operators have.
  operator_words?: "time";
  // Figures stand at the right, below each other.
  align?: "right";
  // Too long for one line: shown whole where there is room, and Enter may belong to the text.
  size?: "lines" | "page";
  // Picking is deciding: nothing has to be pressed after it.
  picks?: true;
  // The value that a default, which is written as text, stands for when somebody begins.
  from_default?: (text: string, me: string) => unknown;
  // A figure of it alone, without a record around it: of an answer, on a chart.
  figure_text?: (value: unknown) => string;
  // An amount with its currency.
  is_money?: true;
  // It differs by points, not by percent.
  differs_by_points?: true;
  // The value as the filter language writes it.
  literal: (value: unknown) => string;
  // Back from the words of the filter language; undefined when it is not of this kind.
  from_literal: (literal: string | number | boolean | null) => unknown;
  // Width of a column in pixels, before anybody drags it.
  width?: number;
};

export const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

export const is_empty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
