import type { words_layouts_en } from "./words_layouts_en";

export const words_layouts_de: Record<keyof typeof words_layouts_en, string> = {
  layouts: "Layouts",
  layouts_hint:
    "Was man von einem Datensatz sieht, alle oder eine Rolle. Alles lässt sich zurücknehmen.",
  layout_object: "Datensätze",
  layout_role: "Angeordnet für",
  layout_everybody: "Alle",
  layout_sections: "Abschnitte und Felder",
  layout_unused: "Nicht gezeigt",
  layout_move: "{name} verschieben",
  layout_unnamed: "Abschnitt ohne Namen",
  layout_section_name: "Name des Abschnitts {name}",
  layout_when_of: "Wann der Abschnitt {name} gezeigt wird",
  layout_when_on: "gezeigt, wenn",
  layout_when_off: "immer gezeigt",
  layout_new_section: "Neuer Abschnitt",
  layout_add_section: "Abschnitt hinzufügen",
  layout_preview: "So sieht man es",
  layout_no_sample: "Es gibt noch keinen Datensatz, um es zu zeigen.",
  layout_list: "Spalten der Liste",
  layout_quick: "Was ein neuer braucht",
  layout_saved: "Das Layout ist gespeichert",
  layout_reset: "Zurück zum Anfang",
  layout_was_reset: "Das Layout ist wieder wie am Anfang",
};
