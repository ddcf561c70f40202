import { expect, test } from "vitest";
import {
  document_in,
  reach_of,
  with_fields,
  with_own_rights,
  with_reach,
  without_own_rights,
} from "./rights";

const rep = { "*": { read: "all", create: "own" }, deal: { read: "team" } } as const;

test("an object's own right wins, then that of everything, then none", () => {
  expect(reach_of(rep, "deal", "read")).toBe("team");
  expect(reach_of(rep, "deal", "create")).toBe("own");
  expect(reach_of(rep, "account", "read")).toBe("all");
  expect(reach_of(rep, "account", "delete")).toBe("none");
});

test("rights of one object begin as those of everything else", () => {
  const own = with_own_rights(rep, "lead");
  expect(own.lead).toEqual({
    read: "all",
    create: "own",
    update: "none",
    delete: "none",
    export: "none",
  });
  expect(without_own_rights(own, "lead")).toEqual(rep);
});

test("one right is changed and nothing else", () => {
  const changed = with_reach(rep, "deal", "update", "own");
  expect(changed.deal).toEqual({ read: "team", update: "own" });
  expect(changed["*"]).toBe(rep["*"]);
});

test("rights on fields go away when there are none", () => {
  expect(with_fields({}, "deal", ["amount"])).toEqual({ deal: ["amount"] });
  expect(with_fields({ deal: ["amount"] }, "deal", [])).toEqual({});
  expect(document_in('{"deal":["amount"]}')).toEqual({ deal: ["amount"] });
  expect(document_in(null)).toEqual({});
});
