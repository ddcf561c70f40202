import { describe, expect, it } from "vitest";
import type { ObjectType } from "../../../api/types";
import { lines_of, sections_of, with_section, without_section } from "./layout_lines";

const field = (name: string) => ({ name, label: name, kind: "text" as const });
const object = { fields: ["a", "b", "c", "d"].map(field) } as ObjectType;
const sections = [
  { label: "One", fields: ["b", "gone"], when: null },
  { label: "Two", fields: ["a"], when: "b:*" },
];
const lines = lines_of(object, sections);
const ids = (some = lines) => some.map((line) => line.id).join(" ");

describe("lines of a layout", () => {
  it("has what is shown, then what is not", () => {
    expect(ids()).toBe("section:0 b section:1 a unused c d");
  });
  it("reads back what it shows, without fields that are gone", () => {
    expect(sections_of(lines)).toEqual([{ ...sections[0], fields: ["b"] }, sections[1]]);
  });
  it("takes what stands above the first head into the first section", () => {
    expect(sections_of([lines[1]!, lines[0]!, ...lines.slice(2)])[0]?.fields).toEqual(["b"]);
  });
  it("adds a section at the end", () => {
    expect(ids(with_section(lines, "New"))).toBe("section:0 b section:1 a section:2 unused c d");
  });
  it("leaves the fields of a section that goes to the one above", () => {
    expect(sections_of(without_section(lines, "section:1"))).toEqual([
      { label: "One", fields: ["b", "a"], when: null },
    ]);
  });
  it("does not show the fields of the first section that goes", () => {
    expect(ids(without_section(lines, "section:0"))).toBe("section:1 a unused c d b");
  });
});
