import { afterEach, expect, test } from "vitest";
import type { ObjectType } from "../../api/types";
import { speak } from "../../i18n";
import { change_words } from "./change_words";

const deal = { name: "deal", plural: "deals", label: "Deal", label_plural: "Deals" } as ObjectType;

afterEach(() => speak("en"));

test("in English the log's own words stand", () => {
  expect(change_words("Edited deal Big", deal)).toBe("Edited deal Big");
});

test("in German verb and object are said anew, titles and given names are kept", async () => {
  await speak("de");
  expect(change_words("Edited deal Big one", deal)).toBe("Geändert: Deal Big one");
  expect(change_words("Created deal", deal)).toBe("Angelegt: Deal");
  expect(change_words("Undid: Deleted deal X", deal)).toBe("Zurückgenommen: Gelöscht: Deal X");
  expect(change_words("Edited 1200 deals", deal)).toBe("Geändert: 1200 Deals");
  expect(change_words("Spring import", deal)).toBe("Spring import");
  expect(change_words("Edited account Acme", deal)).toBe("Edited account Acme");
});
