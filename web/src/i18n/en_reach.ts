// Reaching a person from the record.
export const en_reach = {
  reach: "Reach and act",
  reach_assign: "Assign",
  reach_call: "Call",
  reach_mail: "Mail",
  reach_meeting_with: "Meeting with {name}",
  reach_no_mail: "There is no e-mail address.",
  reach_no_number: "There is no phone number.",
  reach_note: "Note",
  reach_prefers: "{name} prefers to be reached by: {channel}",
  reach_schedule: "Schedule",
  reach_to_whom: "To whom",
  reach_wish: "Prefers: {channel}",
};
