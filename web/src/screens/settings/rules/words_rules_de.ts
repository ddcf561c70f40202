import type { words_rules_en } from "./words_rules_en";

export const words_rules_de: Record<keyof typeof words_rules_en, string> = {
  rules: "Regeln",
  rules_hint:
    "Sie gelten am Bildschirm, beim Import und für Programme, nicht beim Rückgängigmachen.",
  rules_none: "Es gibt noch keine Regeln.",
  rule_add: "Regel hinzufügen",
  rule_change: "{name} ändern",
  rule_name: "Name",
  rule_name_hint: "Ein Angebot hat einen Preis",
  rule_object: "Es geht um",
  rule_condition: "Datensätze, die sie findet",
  rule_then: "Was dann",
  rule_refuse: "Ablehnen",
  rule_require: "Felder verlangen",
  rule_message: "Was dem gesagt wird, der sie verletzt",
  rule_field: "Neben dem Feld",
  rule_field_any: "Das erste der Bedingung",
  rule_fields: "Felder, die ausgefüllt sein müssen",
  rule_save: "Regel speichern",
  rule_off: "aus",
  rule_says: "abgelehnt: {message}",
  rule_requires: "braucht {fields}",
  rule_broken_none: "Heute verletzt sie kein Datensatz.",
  rule_broken_one:
    "{count} Datensatz verletzt sie heute. Er bleibt, wie er ist, bis ihn dort jemand ändert.",
  rule_broken_other:
    "{count} Datensätze verletzen sie heute. Sie bleiben so, bis sie dort jemand ändert.",
  rule_show: "Zeigen",
  rule_switch: "{name} gilt",
};
