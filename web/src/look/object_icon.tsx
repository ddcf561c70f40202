import type { Icon } from "@tabler/icons-react";
import * as icons from "./icons";

// Objects name their icon in words; what has no picture here gets a box.
const by_name: Record<string, Icon> = {
  account: icons.BuildingIcon,
  building: icons.BuildingIcon,
  contact: icons.ContactIcon,
  "address-book": icons.ContactIcon,
  lead: icons.LeadIcon,
  target: icons.LeadIcon,
  deal: icons.CoinIcon,
  coin: icons.CoinIcon,
  activity: icons.TaskIcon,
  task: icons.TaskIcon,
  calendar: icons.CalendarIcon,
  product: icons.PackageIcon,
  package: icons.PackageIcon,
  user: icons.UserIcon,
  team: icons.TeamIcon,
  users: icons.TeamIcon,
  role: icons.LockIcon,
  pipeline: icons.BoardIcon,
  stage: icons.FlagIcon,
  tag: icons.TagIcon,
  file: icons.FileIcon,
  view: icons.BookmarkIcon,
};

const by_activity: Record<string, Icon> = {
  task: icons.TaskIcon,
  call: icons.PhoneIcon,
  meeting: icons.MeetingIcon,
  visit: icons.VisitIcon,
  letter: icons.MailIcon,
  mail: icons.MailIcon,
  note: icons.NoteIcon,
};

type Props = { object: { name: string; icon?: string | null }; size?: number };

export function ObjectIcon({ object, size = 16 }: Props) {
  const Picture = by_name[object.name] ?? by_name[object.icon ?? ""] ?? icons.BoxIcon;
  return <Picture size={size} stroke={1.7} aria-hidden />;
}

export function ActivityIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Picture = by_activity[kind] ?? icons.ActivityIcon;
  return <Picture size={size} stroke={1.7} aria-hidden />;
}
