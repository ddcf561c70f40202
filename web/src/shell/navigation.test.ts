import { expect, test } from "vitest";
import type { ObjectType } from "../api/types";
import { places_of } from "./navigation";

const object = (name: string, group: string, more: Partial<ObjectType> = {}) =>
  ({
    name,
    plural: `${name}s`,
    label_plural: name,
    group,
    custom: false,
    setting: false,
    board: null,
    place: { rank: 0 },
    ...more,
  }) as ObjectType;

const ways = (objects: ObjectType[]) =>
  places_of(objects).map((group) => group.places.map((one) => one.to));

test("an object stands in the group that its description names, the built-in ones as well", () => {
  const groups = ways([
    object("deal", "sales"),
    object("lease", "sales", { board: { field: "status", sum: null } }),
    object("account", "contacts"),
    object("guest", "contacts"),
    object("vessel", "people", { custom: true }),
    object("ticket", "service"),
  ]);
  expect(groups).toContainEqual(["/accounts", "/guests", "/vessels"]);
  expect(groups).toContainEqual(["/deals", "/leases/board"]);
  expect(groups).toContainEqual(["/tickets"]);
});

test("what is set up, and what is a part of something, has no place", () => {
  const groups = ways([
    object("deal", "sales"),
    object("rate", "sales", { setting: true }),
    object("tag", "settings"),
    object("deal_contact", ""),
  ]);
  expect(groups.flat()).toContain("/deals");
  expect(groups.flat().filter((to) => /rate|tag|deal_contact/.test(to))).toEqual([]);
});
