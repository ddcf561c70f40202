import { afterEach, expect, test } from "vitest";
import { speak } from "../i18n";
import { change_in_percent, sentence_of_change, sentence_of_largest } from "./sentence";

afterEach(() => speak("en"));

const told = { what: "Won value", before: "last quarter", now: "€5" };
const mark = (label: string, value: number) => ({ key: label, label, value, shown: `${value}` });

test("a change says which way and how far", () => {
  expect(sentence_of_change(100, 88, told)).toBe("Won value fell 12% on last quarter");
  expect(sentence_of_change(1000, 1043, told)).toBe("Won value rose 4.3% on last quarter");
  expect(sentence_of_change(100, 100.01, told)).toBe("Won value is the same as last quarter");
});

test("a change from nothing has no percent", () => {
  expect(change_in_percent(0, 5)).toBeNull();
  expect(sentence_of_change(0, 5, told)).toBe("Won value: €5, after nothing in last quarter");
  expect(sentence_of_change(0, 0, told)).toBe("Won value is the same as last quarter");
});

test("the largest part is named with its share", () => {
  expect(sentence_of_largest([mark("Jane", 31), mark("Sam", 69)], "won value")).toBe(
    "Sam holds 69% of won value",
  );
  expect(sentence_of_largest([mark("Jane", 5), mark("Sam", 0)], "won value")).toBe(
    "All of won value is in Jane",
  );
  expect(sentence_of_largest([], "won value")).toBeUndefined();
});
