import { expect, test } from "vitest";
import type { Import, ImportedFile } from "../types";
import {
  ambiguous_dates,
  choice_of,
  is_open,
  left_out,
  not_said,
  together_options_of,
  with_choice,
  with_dates,
} from "./together_options";

const file = (name: string, more: Partial<ImportedFile> = {}): ImportedFile =>
  ({
    file_name: name,
    object: "account",
    label: "Salesforce accounts",
    left_out: false,
    missing: [],
    error: null,
    format: {},
    ...more,
  }) as ImportedFile;

const several = (files: ImportedFile[], options = {}): Import =>
  ({ id: "1", object: null, files, options }) as unknown as Import;

test("what a file is can be said, left out, and said again", () => {
  const accounts = file("Account.csv");
  const one = several([accounts]);
  let options = together_options_of(one);
  expect(choice_of(accounts, options)).toBe("account");
  options = with_choice(options, "Account.csv", "lead");
  expect(options.files).toEqual({ "Account.csv": { object: "lead" } });
  options = with_choice(options, "Account.csv", left_out);
  expect(options.files).toEqual({ "Account.csv": null });
  expect(choice_of(accounts, options)).toBe(left_out);
  expect(with_choice(options, "Account.csv", not_said).files).toEqual({});
});

test("a file that nobody knows keeps the rest from starting until something is said", () => {
  const odd = file("odd.csv", { object: null, error: "odd.csv: nobody knows it." });
  const one = several([file("Account.csv"), odd]);
  const options = together_options_of(one);
  expect(choice_of(odd, options)).toBe(not_said);
  expect(is_open(one, options)).toBe(true);
  expect(is_open(one, with_choice(options, "odd.csv", left_out))).toBe(false);
});

test("dates that can be read in two ways are asked about until they are said", () => {
  const tasks = file("Task.csv", { format: { ambiguous_dates: ["ActivityDate"] } });
  const one = several([tasks]);
  const options = together_options_of(one);
  expect(is_open(one, options)).toBe(true);
  const said = with_dates(options, "Task.csv", "dmy");
  expect(said.files["Task.csv"]?.format?.date).toBe("dmy");
  expect(ambiguous_dates(tasks, said)).toEqual([]);
  expect(is_open(one, said)).toBe(false);
  expect(with_choice(said, "Task.csv", "lead").files["Task.csv"]).toEqual({
    object: "lead",
    format: { date: "dmy" },
  });
});

test("what was decided before is kept", () => {
  const one = several([file("a.csv")], { files: { "a.csv": null }, people: "create" });
  const options = together_options_of(one);
  expect(options.people).toBe("create");
  expect(options.files).toEqual({ "a.csv": null });
});
