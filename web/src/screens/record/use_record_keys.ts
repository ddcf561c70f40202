import { useNavigate } from "@tanstack/react-router";
import type { ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { neighbour_of } from "../../records/neighbours";
import { say_past_stands, use_moment } from "../../records/time/moment";

// Keys of one record, on its page and in the side panel.
export function use_record_keys(
  object: ObjectType,
  row: Row | undefined,
  { panel = false }: { panel?: boolean } = {},
) {
  const navigate = useNavigate();
  const as_of = use_moment();
  const group = t("keys_record");
  const go = (step: 1 | -1) => {
    const id = row ? neighbour_of(object.plural, row.id, step) : null;
    if (id) void navigate({ to: `/${object.plural}/${id}` });
  };
  const focus = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();
  use_keys(
    [
      {
        press: "y",
        label: t("key_history"),
        group,
        run: () => row && void navigate({ to: `/${object.plural}/${row.id}/history` }),
      },
      {
        press: "n",
        label: t("key_note"),
        group,
        run: () => (as_of ? say_past_stands() : focus("[data-composer] textarea")),
      },
    ],
    { when: !!row },
  );
  use_keys(
    [
      {
        press: "e",
        label: t("key_edit_field"),
        group,
        run: () => (as_of ? say_past_stands() : focus("[data-field-button]")),
      },
      { press: "j", label: t("key_next"), group, run: () => go(1) },
      { press: "k", label: t("key_previous"), group, run: () => go(-1) },
    ],
    { when: !!row && !panel },
  );
}
