import { Button, Popover } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { field_of, use_object } from "../../api/objects";
import type { ObjectType, Row } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { t } from "../../i18n";
import { type Key, shown_press } from "../../keys/registry";
import { use_keys } from "../../keys/use_keys";
import { MailIcon, MeetingIcon, NoteIcon, PhoneIcon, UserIcon } from "../../look/icons";
import { open_create } from "../../records/dialogs";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";
import { say } from "../../records/saving/toasts";
import {
  addresses_of,
  dialled,
  is_against_wish,
  numbers_of,
  preferred_way,
  type Way,
} from "./reach";
import styles from "./reach_bar.module.css";

type ReachProps = { object: ObjectType; row: Row; title: string };

// What is done with a person, without leaving the page: write, call, plan, note, hand over. The way
// that he prefers is marked; another one is said to be another one, not forbidden.
export function ReachBar({ object, row, title }: ReachProps) {
  const activity = use_object("activity");
  const owner = field_of(object, object.fields.some((one) => one.name === "owner") ? "owner" : "");
  const [assigning, set_assigning] = useState(false);
  const [mail] = addresses_of(row);
  const [number] = numbers_of(row);
  const preferred = preferred_way(row);
  const channel = field_of(object, "preferred_channel")?.choices?.find(
    (choice) => choice.key === row.preferred_channel,
  );
  const may_assign = !!owner && !owner.read_only && !owner.hidden && object.can.update;
  const may_note = !!activity?.can.create;

  function heed(way: Way) {
    if (channel && is_against_wish(row, way))
      say({ text: t("reach_prefers", { name: title, channel: channel.label }) });
  }
  const go = (way: Way, address: string) => {
    heed(way);
    location.href = address;
  };
  const mail_to = mail ? `mailto:${encodeURI(mail)}` : undefined;
  const call_to = number ? `tel:${dialled(number)}` : undefined;
  const schedule = () =>
    open_create("activity", {
      kind: preferred === "schedule" ? "visit" : "meeting",
      about: { object: object.name, id: row.id },
      ...(object.name === "contact" ? { contact: row.id } : {}),
      subject: t("reach_meeting_with", { name: title }),
    });
  const note = () => document.querySelector<HTMLElement>("[data-composer] textarea")?.focus();

  const group = t("keys_record");
  const keys: (Key | false)[] = [
    !!mail_to && { press: "m", label: t("reach_mail"), group, run: () => go("mail", mail_to) },
    !!call_to && { press: "p", label: t("reach_call"), group, run: () => go("call", call_to) },
    may_note && { press: "s", label: t("reach_schedule"), group, run: schedule },
    may_assign && {
      press: "a",
      label: t("reach_assign"),
      group,
      run: () => set_assigning(true),
    },
  ];
  use_keys(keys.filter((key) => key !== false));

  async function assign(to: unknown) {
    set_assigning(false);
    if (typeof to !== "string" || to === row.owner) return;
    try {
      await save_fields(object, row, { owner: to });
    } catch (error) {
      say_problem(error);
    }
  }

  return (
    <div className={styles.bar} role="toolbar" aria-label={t("reach")} data-no-print>
      <WayButton
        label={t("reach_mail")}
        press="m"
        href={mail_to}
        why={t("reach_no_mail")}
        preferred={preferred === "mail"}
        picture={<MailIcon size={15} aria-hidden />}
        on_go={() => heed("mail")}
      />
      <WayButton
        label={t("reach_call")}
        press="p"
        href={call_to}
        why={t("reach_no_number")}
        preferred={preferred === "call"}
        picture={<PhoneIcon size={15} aria-hidden />}
        on_go={() => heed("call")}
      />
      {may_note ? (
        <>
          <Button
            variant={preferred === "schedule" ? "light" : "default"}
            size="compact-sm"
            leftSection={<MeetingIcon size={15} aria-hidden />}
            title={pressed(t("reach_schedule"), "s")}
            onClick={schedule}
          >
            {t("reach_schedule")}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<NoteIcon size={15} aria-hidden />}
            title={pressed(t("reach_note"), "n")}
            onClick={note}
          >
            {t("reach_note")}
          </Button>
        </>
      ) : null}
      {may_assign && owner ? (
        <Popover
          opened={assigning}
          onChange={set_assigning}
          trapFocus
          returnFocus
          withinPortal
          width={260}
        >
          <Popover.Target>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<UserIcon size={15} aria-hidden />}
              title={pressed(t("reach_assign"), "a")}
              onClick={() => set_assigning(!assigning)}
            >
              {t("reach_assign")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t("reach_assign")}>
            <FieldEditor
              field={owner}
              label={owner.label}
              value={null}
              placeholder={t("reach_to_whom")}
              on_change={(to) => void assign(to)}
              auto_focus
            />
          </Popover.Dropdown>
        </Popover>
      ) : null}
      {channel ? (
        <span className={styles.wish}>{t("reach_wish", { channel: channel.label })}</span>
      ) : null}
    </div>
  );
}

const pressed = (label: string, press: string) => `${label} (${shown_press(press).join(" ")})`;

type WayProps = {
  label: string;
  press: string;
  href?: string;
  why: string;
  preferred: boolean;
  picture: ReactNode;
  on_go: () => void;
};

// A link, so that it can be copied and opened as any; without an address it says what is missing.
function WayButton({ label, press, href, why, preferred, picture, on_go }: WayProps) {
  const look = { size: "compact-sm", leftSection: picture, children: label } as const;
  if (!href) return <Button {...look} variant="default" disabled title={why} />;
  return (
    <Button
      {...look}
      component="a"
      href={href}
      variant={preferred ? "light" : "default"}
      title={pressed(label, press)}
      onClick={on_go}
    />
  );
}
