import { words_of } from "../../i18n/words";

export const { w } = words_of(
  {
    title: "Pipeline dashboard",
    no_deals: "Here you will see where the money is, once there are deals.",
    no_insights: "Your role shows nothing of what stands here.",
    import_deals: "Import deals",
  },
  {
    title: "Pipeline-Übersicht",
    no_deals: "Hier sehen Sie, wo das Geld ist, sobald es Deals gibt.",
    no_insights: "Ihre Rolle zeigt nichts von dem, was hier steht.",
    import_deals: "Deals importieren",
  },
);
