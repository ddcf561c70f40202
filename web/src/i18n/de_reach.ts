import type { en_reach } from "./en_reach";

export const de_reach: Record<keyof typeof en_reach, string> = {
  reach: "Erreichen und handeln",
  reach_assign: "Zuweisen",
  reach_call: "Anrufen",
  reach_mail: "Mailen",
  reach_meeting_with: "Treffen mit {name}",
  reach_no_mail: "Es gibt keine E-Mail-Adresse.",
  reach_no_number: "Es gibt keine Telefonnummer.",
  reach_note: "Notiz",
  reach_prefers: "{name} möchte so erreicht werden: {channel}",
  reach_schedule: "Verabreden",
  reach_to_whom: "An wen",
  reach_wish: "Bevorzugt: {channel}",
};
