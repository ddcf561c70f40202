import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { change_steps_query } from "../../api/moment";
import { Problem } from "../../api/problem";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { format_moment } from "../../i18n/format";
import { ObjectIcon } from "../../look/object_icon";
import { Empty, Failed } from "../../records/states";
import { use_go_to_moment, use_moment } from "../../records/time/moment";

type Props = { object: ObjectType; id: string; error: unknown; retry: () => void };

// A record that cannot be shown; in the past mostly because it was not made yet.
export function NoRecord({ object, id, error, retry }: Props) {
  const as_of = use_moment();
  const go = use_go_to_moment();
  const missing = error instanceof Problem && error.reason === "not_found";
  const { data } = useQuery({
    ...change_steps_query({ object: object.name, record: id }, as_of ?? ""),
    enabled: missing && !!as_of,
    retry: false,
  });
  if (!missing || !as_of || !data) return <Failed error={error} retry={retry} />;
  const first = data.next;
  return (
    <Empty
      text={t("not_there_then", { object: object.label, date: format_moment(as_of) })}
      picture={<ObjectIcon object={object} size={22} />}
    >
      {first ? (
        <Button onClick={() => go(first)}>
          {t("to_its_beginning", { date: format_moment(first) })}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => go(null)}>
        {t("back_to_now")}
      </Button>
    </Empty>
  );
}
