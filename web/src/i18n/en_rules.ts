// What rules ask for, wherever a change is made.
export const en_rules = {
  missing_give_up: "Leave it as it was",
  missing_lead: "These have to be filled first.",
  missing_save: "Save",
  missing_title: "{name}: a little more",
};
