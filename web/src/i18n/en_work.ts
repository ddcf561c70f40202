// My day, board, dashboard, imports, settings: what they share. What belongs to one of them alone
// is in its own words.ts and is fetched with it.
export const en_work = {
  as_of_on: "As it was on {date}",
  as_of_now: "Now",
  as_of_pick: "Show as it was on a day",
  as_of_past: "You are looking at the past. Nothing can be changed here.",
  back_to_now: "Back to now",
  week_ago: "A week ago",
  month_ago: "A month ago",
  quarter_ago: "Three months ago",
  year_ago: "A year ago",
  everyone: "Everyone",
  mine: "Mine",
  one_person: "Somebody else",
  whose: "Whose",
};
