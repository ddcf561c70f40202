import { useEffect } from "react";
import { title_of } from "../../api/objects";
import type { ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { say } from "../../records/saving/toasts";

// A record that was merged answers as the one that it has become a part of: the address follows.
export function use_survivor(
  object: ObjectType,
  id: string,
  row: Row | undefined,
  follow: (survivor: string) => void,
) {
  const survivor = row && row.id !== id ? row.id : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each survivor
  useEffect(() => {
    if (!survivor || !row) return;
    say({ text: t("was_merged", { name: title_of(object, row) || t("untitled") }) });
    follow(survivor);
  }, [survivor]);
}
