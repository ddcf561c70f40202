import { expect, test } from "vitest";
import type { ObjectType } from "../../api/types";
import {
  missing_by_field,
  object_of_file,
  open_questions,
  options_of,
  unmapped_headers,
  with_create,
  with_mapping,
  with_same,
  without_same,
} from "./options";
import type { Import } from "./types";

const field = (name: string, more = {}) => ({ name, label: name, kind: "text" as const, ...more });
const deal = {
  name: "deal",
  plural: "deals",
  title: "name",
  fields: [
    field("name"),
    field("external_id", { unique: true }),
    field("stage"),
    field("amount"),
    field("status", { read_only: true }),
  ],
} as unknown as ObjectType;

const file: Import = {
  id: "1",
  object: "deal",
  files: [],
  file_name: "sales_pipeline.csv",
  state: "waiting",
  dry_run: true,
  rows: 3,
  done: 3,
  created: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  also_created: {},
  headers: ["opportunity_id", "deal_stage", "amount", "remarks"],
  map: { amount: "amount" },
  guesses: { opportunity_id: "external_id", deal_stage: "stage" },
  format: { date: null, ambiguous_dates: [] },
  sample: [],
  suggestions: [],
  missing: [],
  notes: [],
  preview: [],
  errors: 0,
  change: null,
  error: null,
};

test("headers that equal a field and good guesses are mapped, the rest is marked", () => {
  const options = options_of(file, deal);
  expect(options.map).toEqual({
    opportunity_id: "external_id",
    deal_stage: "stage",
    amount: "amount",
    remarks: null,
  });
  expect(unmapped_headers(options)).toEqual(["remarks"]);
  expect(options.match).toEqual(["external_id"]);
});

test("what was decided before a reload is kept, also that a column is left out", () => {
  const options = options_of(
    { ...file, options: { map: { deal_stage: null, remarks: "name" }, create: ["stage"] } },
    deal,
  );
  expect(options.map.deal_stage).toBeNull();
  expect(options.map.remarks).toBe("name");
  expect(options.create).toEqual(["stage"]);
});

test("a field is filled from one column only", () => {
  const options = with_mapping(options_of(file, deal), "remarks", "stage", deal);
  expect(options.map.remarks).toBe("stage");
  expect(options.map.deal_stage).toBeNull();
});

test("a key that is no longer mapped is no longer matched by", () => {
  let options = with_mapping(options_of(file, deal), "opportunity_id", null, deal);
  expect(options.match).toEqual([]);
  options = with_mapping(options, "remarks", "name", deal);
  expect(options.match).toEqual(["name"]);
});

test("a suggestion is taken for all rows, and given back", () => {
  const gtx = { field: "product", text: "GTXPro", nearest: "GTX Pro", rows: 1480 };
  const taken = with_same(options_of(file, deal), gtx);
  expect(taken.same).toEqual({ product: { GTXPro: "GTX Pro" } });
  expect(without_same(taken, "product", "GTXPro").same).toEqual({});
});

test("creating is switched per field", () => {
  const on = with_create(options_of(file, deal), "stage", true);
  expect(with_create(on, "stage", true).create).toEqual(["stage"]);
  expect(with_create(on, "stage", false).create).toEqual([]);
});

test("missing values are told by field", () => {
  const found = missing_by_field([
    { field: "stage", text: "Engaging", rows: 1589, creatable: true },
    { field: "owner", text: "Mei", rows: 12, creatable: false },
    { field: "stage", text: "Won", rows: 4238, creatable: true },
  ]);
  expect(found.map((one) => [one.field, one.rows, one.creatable])).toEqual([
    ["stage", 5827, true],
    ["owner", 12, false],
  ]);
  expect(found[0]!.texts[0]!.text).toBe("Won");
});

test("a format is asked for only when it is ambiguous and not yet answered", () => {
  const ambiguous = { ...file, format: { ...file.format, ambiguous_dates: ["closed"] } };
  const options = options_of(ambiguous, deal);
  expect(open_questions(ambiguous, options)).toEqual(["date"]);
  const answered = { ...options, format: { ...options.format, date: "dmy" as const } };
  expect(open_questions(ambiguous, answered)).toEqual([]);
  expect(open_questions(file, options)).toEqual([]);
});

test("the name of a file says what it is about", () => {
  const objects = [deal, { ...deal, name: "account", plural: "accounts" }] as ObjectType[];
  expect(object_of_file("sales_pipeline.csv", objects)).toBe("deal");
  expect(object_of_file("Accounts 2026.CSV", objects)).toBe("account");
  expect(object_of_file("x.csv", objects)).toBeNull();
});
