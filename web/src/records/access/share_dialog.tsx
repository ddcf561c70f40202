import { ActionIcon, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { end_share, reasons_query, type Share, shares_query } from "../../api/access";
import { title_of } from "../../api/objects";
import type { ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { format_instant } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { CloseIcon } from "../../look/icons";
import { w } from "../../words/access";
import { close_dialog } from "../dialogs";
import { say_problem } from "../saving/problem_text";
import { announce_change } from "../saving/undo";
import { Bars, Failed } from "../states";
import styles from "./access.module.css";
import { ShareForm } from "./share_form";
import { WhoSees } from "./who_sees";

type ShareProps = { object: ObjectType; row: Row };

// Who has access to one record and why; whoever may change it shares it here.
export default function ShareDialog({ object, row }: ShareProps) {
  const mine = useQuery(reasons_query(object.plural, row.id, "me"));
  const may_share = mine.data?.verbs.some((one) => one.verb === "update" && one.allowed) ?? false;
  const name = title_of(object, row) || t("untitled");
  return (
    <Modal
      opened
      size={620}
      onClose={close_dialog}
      title={w("share_title", { name })}
      closeButtonProps={{ "aria-label": w("close") }}
    >
      {may_share ? (
        <>
          <p className={styles.soft}>{w("share_hint")}</p>
          <ShareForm object={object} row={row} />
        </>
      ) : null}
      <Shares object={object} row={row} may_end={may_share} />
      <WhoSees object={object} row={row} />
    </Modal>
  );
}

function Shares({ object, row, may_end }: ShareProps & { may_end: boolean }) {
  const { data, error, refetch } = useQuery(shares_query(object.plural, row.id));
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Bars count={2} height={20} />;
  return (
    <section className={styles.part} aria-label={w("shares")}>
      <h3>{w("shares")}</h3>
      {data.records.length === 0 ? <p className={styles.soft}>{w("not_shared")}</p> : null}
      <ul className={styles.list} data-shares>
        {data.records.map((one) => (
          <li key={one.id}>
            <Avatar name={one.title} size={24} square={!one.person} />
            <div>
              <p>{one.title}</p>
              <p className={styles.soft}>
                {w(one.level === "change" ? "may_change" : "may_read")}
                {one.ends_at ? ` · ${w("until_day", { day: last_day(one.ends_at) })}` : ""}
              </p>
            </div>
            {may_end ? <EndButton object={object} row={row} one={one} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

// The moment at which it ends is no part of it: until midnight is until the day before.
const last_day = (ends_at: string) =>
  format_instant(new Date(Date.parse(ends_at) - 1000).toISOString());

function EndButton({ object, row, one }: ShareProps & { one: Share }) {
  async function end() {
    try {
      const { change } = await end_share(object.plural, row.id, one.id);
      announce_change(change, w("ended", { name: one.title }), ["shares", object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={w("end_share", { name: one.title })}
      onClick={() => void end()}
    >
      <CloseIcon size={15} />
    </ActionIcon>
  );
}
