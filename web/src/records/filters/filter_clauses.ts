import type { OperatorName } from "../../fields/kind";

// Between the filter language and the chips on screen. Chips are a sequence of clauses that must
// all hold; a text that says more (OR between fields, nesting) stays a text.

export type Clause = {
  // A field or a path through references (account.sector); empty for loose words.
  field: string;
  operator: OperatorName | "words";
  // Literals as the language writes them: `"won"`, 1000, me, today+7d. Several mean: one of them.
  literals: string[];
};

type Token =
  | { sort: "text"; text: string }
  | { sort: "word"; text: string }
  | { sort: "mark"; text: string };

const pattern = /\s+|"((?:[^"\\]|\\.)*)"|(!=|<=|>=|[=<>:()])|([^\s=<>!:()"]+)/gy;

export function tokens_of(text: string): Token[] | null {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return null;
    if (match[1] !== undefined) tokens.push({ sort: "text", text: match[0] });
    else if (match[2]) tokens.push({ sort: "mark", text: match[2] });
    else if (match[3]) tokens.push({ sort: "word", text: match[3] });
  }
  return tokens;
}

const by_mark: Record<string, OperatorName> = {
  "=": "is",
  "!=": "is_not",
  ">": "more",
  ">=": "at_least",
  "<": "less",
  "<=": "at_most",
  ":": "has",
};

// Null when the text cannot be shown as chips (it may still be right).
export function parse_filter(text: string): Clause[] | null {
  const tokens = tokens_of(text);
  if (!tokens) return null;
  const reader = new Reader(tokens);
  const clauses: Clause[] = [];
  while (!reader.at_end) {
    if (clauses.length > 0) reader.take_word("AND");
    const clause = read_term(reader);
    if (!clause) return null;
    clauses.push(clause);
    if (reader.is_word("OR")) return null;
  }
  return clauses;
}

class Reader {
  private place = 0;
  constructor(private readonly tokens: Token[]) {}
  get at_end() {
    return this.place >= this.tokens.length;
  }
  peek(ahead = 0): Token | undefined {
    return this.tokens[this.place + ahead];
  }
  take(): Token | undefined {
    return this.tokens[this.place++];
  }
  is_word(text: string): boolean {
    const token = this.peek();
    return token?.sort === "word" && token.text === text;
  }
  take_word(text: string): boolean {
    if (!this.is_word(text)) return false;
    this.place++;
    return true;
  }
  take_mark(text: string): boolean {
    const token = this.peek();
    if (token?.sort !== "mark" || token.text !== text) return false;
    this.place++;
    return true;
  }
}

function read_term(reader: Reader): Clause | null {
  const negated = reader.take_word("NOT");
  const clause = reader.take_mark("(") ? read_group(reader) : read_compare(reader);
  if (!clause || !negated) return clause;
  return negate(clause);
}

const opposite: Partial<Record<Clause["operator"], Clause["operator"]>> = {
  has: "has_not",
  is: "is_not",
  filled: "empty",
};

function negate(clause: Clause): Clause | null {
  const operator = opposite[clause.operator];
  return operator ? { ...clause, operator } : null;
}

// (stage = "won" OR stage = "lost"): one field, one operator, several values.
function read_group(reader: Reader): Clause | null {
  const first = read_compare(reader);
  if (!first) return null;
  const literals = [...first.literals];
  while (!reader.take_mark(")")) {
    if (!reader.take_word("OR")) return null;
    const next = read_compare(reader);
    if (!next || next.field !== first.field || next.operator !== first.operator) return null;
    literals.push(...next.literals);
  }
  if (literals.length > 1 && first.operator !== "is" && first.operator !== "has") return null;
  return { ...first, literals };
}

function read_compare(reader: Reader): Clause | null {
  const name = reader.take();
  if (!name || name.sort === "mark") return null;
  const mark = reader.peek();
  if (mark?.sort !== "mark" || !(mark.text in by_mark)) {
    if (name.sort === "word" && ["AND", "OR", "NOT"].includes(name.text)) return null;
    if (name.sort === "word" && name.text.startsWith("-")) return null;
    return { field: "", operator: "words", literals: [name.text] };
  }
  if (name.sort !== "word" || name.text.startsWith("-")) return null;
  reader.take();
  const literal = reader.take();
  if (!literal || literal.sort === "mark") return null;
  const operator = by_mark[mark.text]!;
  if (literal.text === "*" && operator === "has") {
    return { field: name.text, operator: "filled", literals: [] };
  }
  if (literal.text === "null" && operator === "is") {
    return { field: name.text, operator: "empty", literals: [] };
  }
  if (literal.text === "null" && operator === "is_not") {
    return { field: name.text, operator: "filled", literals: [] };
  }
  return { field: name.text, operator, literals: [literal.text] };
}

const marks: Partial<Record<Clause["operator"], string>> = {
  is: "=",
  is_not: "!=",
  more: ">",
  at_least: ">=",
  less: "<",
  at_most: "<=",
  has: ":",
};

export function write_clause({ field, operator, literals }: Clause): string {
  if (operator === "words") return literals.join(" ");
  if (operator === "filled") return `${field}:*`;
  if (operator === "empty") return `NOT ${field}:*`;
  const positive = operator === "has_not" ? "has" : operator;
  const many = literals.length > 1;
  const used = many && operator === "is_not" ? "is" : positive;
  const mark = marks[used]!;
  const texts = literals.map((literal) => `${field} ${mark} ${literal}`);
  const body = many ? `(${texts.join(" OR ")})` : texts[0]!;
  const negated = operator === "has_not" || (many && operator === "is_not");
  return negated ? `NOT ${body}` : body;
}

export const write_filter = (clauses: Clause[]): string =>
  clauses
    .filter((clause) => clause.literals.length > 0 || ["empty", "filled"].includes(clause.operator))
    .map(write_clause)
    .join(" AND ");

// Two filters that must both hold.
export function both(one: string | undefined, other: string | undefined): string {
  const parts = [one, other].filter((part): part is string => !!part?.trim());
  if (parts.length < 2) return parts[0] ?? "";
  return parts.map((part) => (/\bOR\b/.test(part) ? `(${part})` : part)).join(" AND ");
}

// The literal as a plain value: a text without its quotes, a number, a word such as me or today.
export function value_of(literal: string): string | number | boolean | null {
  if (literal.startsWith('"')) return literal.slice(1, -1).replace(/\\(.)/g, "$1");
  if (literal === "true") return true;
  if (literal === "false") return false;
  if (literal === "null") return null;
  const number = Number(literal);
  return literal !== "" && Number.isFinite(number) ? number : literal;
}

// Words of the language that stand for a value: me, today, now, today+7d.
export const is_moving = (literal: string): boolean =>
  /^(me|today|now)([+-]\d+[dhwmy])?$/.test(literal);
