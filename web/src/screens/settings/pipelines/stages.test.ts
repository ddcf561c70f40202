import { expect, test } from "vitest";
import type { Row } from "../../../api/types";
import { by_position, key_of_name, moved } from "./stages";

const row = (id: string, position: number): Row => ({ id, version: 1, position });

test("a stage that moves takes the others along, and only those are written", () => {
  const rows = [row("a", 1), row("b", 2), row("c", 3), row("d", 4)];
  const written = (from: number, to: number) =>
    moved(rows, from, to).map((one) => `${one.row.id}${one.position}`);
  expect(written(0, 2)).toEqual(["b1", "c2", "a3"]);
  expect(written(3, 2)).toEqual(["d3", "c4"]);
  expect(written(1, 1)).toEqual([]);
  expect(written(9, 1)).toEqual([]);
});

test("stages stand in the order of their positions", () => {
  expect(by_position([row("b", 2), row("a", 1)]).map((one) => one.id)).toEqual(["a", "b"]);
});

test("a key is made from a name and is unlike the others", () => {
  expect(key_of_name("Angebot & Preis", [])).toBe("angebot_preis");
  expect(key_of_name("Größe", [])).toBe("grosse");
  expect(key_of_name("Won", ["won", "won_2"])).toBe("won_3");
  expect(key_of_name("交渉", [])).toBe("stage");
});
