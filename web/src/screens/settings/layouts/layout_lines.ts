import type { Field, LayoutSection, ObjectType } from "../../../api/types";

// A layout as one list of lines: the heads of sections with their fields below them, then what is
// not shown. So that a field is moved anywhere in one go, by mouse and by arrow keys alike.

export type Line =
  | { id: string; sort: "section"; label: string; when: string }
  | { id: string; sort: "field"; field: Field }
  | { id: "unused"; sort: "unused" };

export function lines_of(object: ObjectType, sections: LayoutSection[]): Line[] {
  const by_name = new Map(object.fields.map((field) => [field.name, field]));
  const lines: Line[] = [];
  sections.forEach((section, place) => {
    lines.push({
      id: `section:${place}`,
      sort: "section",
      label: section.label,
      when: section.when ?? "",
    });
    for (const name of section.fields) {
      const field = by_name.get(name);
      if (field) lines.push({ id: name, sort: "field", field });
      by_name.delete(name);
    }
  });
  lines.push({ id: "unused", sort: "unused" });
  for (const field of by_name.values()) {
    if (!field.hidden) lines.push({ id: field.name, sort: "field", field });
  }
  return lines;
}

// What stands above the first head goes to the first section.
export function sections_of(lines: Line[]): LayoutSection[] {
  const sections: LayoutSection[] = [];
  const early: string[] = [];
  for (const line of lines) {
    if (line.sort === "unused") break;
    if (line.sort === "section") {
      const fields = sections.length === 0 ? early : [];
      sections.push({ label: line.label, fields: [...fields], when: line.when || null });
    } else (sections.at(-1)?.fields ?? early).push(line.field.name);
  }
  return sections;
}

export function with_section(lines: Line[], label: string): Line[] {
  const places = lines.map(({ id }) => Number(id.split(":")[1] ?? -1));
  const id = `section:${Math.max(-1, ...places) + 1}`;
  const end = lines.findIndex((line) => line.sort === "unused");
  return [...lines.slice(0, end), { id, sort: "section", label, when: "" }, ...lines.slice(end)];
}

// Its fields go to the section above; of the first one to what is not shown.
export function without_section(lines: Line[], id: string): Line[] {
  const place = lines.findIndex((line) => line.id === id);
  const first = lines.findIndex((line) => line.sort === "section") === place;
  if (!first) return lines.filter((line) => line.id !== id);
  const end = lines.findIndex((line, at) => at > place && line.sort !== "field");
  return [...lines.slice(0, place), ...lines.slice(end), ...lines.slice(place + 1, end)];
}
