import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { use_objects } from "../api/objects";
import { t } from "../i18n";
import { type Key, press_key } from "../keys/registry";
import { use_keys } from "../keys/use_keys";
import { close_dialog, open_dialog, use_dialog } from "../records/dialogs";
import { undo_last } from "../records/saving/undo";
import { say_past_stands, use_moment } from "../records/time/moment";
import { places_at_foot, places_of } from "./navigation";

// Keys that work on every screen.
export function use_global_keys() {
  const navigate = useNavigate();
  const groups = places_of(use_objects());
  const dialog = use_dialog();
  const as_of = use_moment();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => void press_key(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const places = [...groups.flatMap((group) => group.places), ...places_at_foot()];
  const go: Key[] = places
    .filter((place) => place.letter)
    .map((place) => ({
      press: `g ${place.letter}`,
      label: place.label,
      group: t("keys_go"),
      run: () => void navigate({ to: place.to }),
    }));
  use_keys(
    [
      {
        press: "c",
        label: t("create"),
        group: t("keys_everywhere"),
        run: () => (as_of ? say_past_stands() : open_dialog({ kind: "create_what" })),
      },
      { press: "z", label: t("undo_last"), group: t("keys_everywhere"), run: undo_last },
      {
        press: "?",
        label: t("keys_of_screen"),
        group: t("keys_everywhere"),
        run: () => open_dialog({ kind: "keys" }),
      },
      ...go,
    ],
    { when: !dialog },
  );
  use_keys([
    {
      press: "mod+k",
      label: t("find_or_do"),
      group: t("keys_everywhere"),
      in_fields: true,
      run: () => (dialog?.kind === "palette" ? close_dialog() : open_dialog({ kind: "palette" })),
    },
  ]);
}
