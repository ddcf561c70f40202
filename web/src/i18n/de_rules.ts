// Was Regeln verlangen, wo immer geändert wird.
export const de_rules = {
  missing_give_up: "Lassen, wie es war",
  missing_lead: "Das muss zuerst ausgefüllt sein.",
  missing_save: "Speichern",
  missing_title: "{name}: es fehlt noch etwas",
};
