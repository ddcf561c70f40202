import { expect, test } from "vitest";
import type { Facts, ObjectType } from "../../api/types";
import { grouped_by_object, to_create, values_from_words } from "./found";

const facts: Record<string, Facts> = {
  emails: { sense: "email", many: true },
  phones: { sense: "phone", many: true },
};

const places: Record<string, Partial<ObjectType["place"]>> = {
  account: { rank: 1, face: "company" },
  contact: { rank: 2, face: "person" },
  lead: { rank: 3, face: "person" },
  note: { rank: 0 },
};

const object = (name: string, fields: [string, string][], create = true) =>
  ({
    name,
    place: places[name],
    title: "name",
    can: { create, update: true, delete: true, export: true },
    fields: fields.map(([field, kind]) => ({ name: field, label: field, kind, ...facts[kind] })),
  }) as unknown as ObjectType;

const contact = object("contact", [
  ["name", "text"],
  ["first_name", "text"],
  ["last_name", "text"],
  ["emails", "emails"],
  ["phones", "phones"],
]);
const account = object("account", [["name", "text"]]);

test("kinds stand together in the order of their best answers", () => {
  const found = ["contact 1", "account 2", "contact 3", "deal 4", "account 5"].map((text) => {
    const [name = "", id = ""] = text.split(" ");
    return { object: name, id, title: text };
  });
  expect(grouped_by_object(found).map((result) => result.id)).toEqual(["1", "3", "2", "5", "4"]);
});

test("words become the values of a new record", () => {
  expect(values_from_words(contact, " Foo  Bar ")).toEqual({ first_name: "Foo", last_name: "Bar" });
  expect(values_from_words(contact, "Bar")).toEqual({ last_name: "Bar" });
  expect(values_from_words(account, "Foo Bar")).toEqual({ name: "Foo Bar" });
  expect(values_from_words(contact, "a@b.org")).toEqual({
    emails: [{ value: "a@b.org", label: null }],
  });
  expect(values_from_words(contact, "+33 6 28")).toEqual({
    phones: [{ value: "+33 6 28", label: null }],
  });
  expect(values_from_words(account, "a@b.org")).toEqual({ name: "a@b.org" });
});

test("only what may be created is offered", () => {
  const lead = object("lead", [["name", "text"]], false);
  const note = object("note", [["name", "text"]]);
  expect(to_create([note, account, lead, contact]).map((one) => one.name)).toEqual([
    "contact",
    "account",
  ]);
});
