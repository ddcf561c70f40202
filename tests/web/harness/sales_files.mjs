// The four files of a sales team, and what has to come out of them.
import path from "node:path";
import { maven, seed } from "./place.mjs";

const small = path.join(seed, "small_sales");

export function sales_files() {
  const folder = maven ?? small;
  const names = {
    accounts: "accounts.csv",
    products: "products.csv",
    people: "sales_teams.csv",
    deals: "sales_pipeline.csv",
  };
  const paths = Object.fromEntries(
    Object.entries(names).map(([what, name]) => [what, path.join(folder, name)]),
  );
  const answers = maven ? answers_of_maven : answers_of_small;
  return { ...paths, deals_name: names.deals, answers };
}

const answers_of_maven = {
  accounts: 85,
  products: 7,
  deals: 8800,
  won: 4238,
  lost: 2473,
  won_value: 10_005_534,
  won_by_quarter: [1_134_672, 3_086_111, 2_982_255, 2_802_496],
  win_rate: "63.15%",
  stages: { Prospecting: 500, Engaging: 1589, Won: 4238, Lost: 2473 },
};

const answers_of_small = {
  accounts: 6,
  products: 3,
  deals: 12,
  won: 4,
  lost: 2,
  won_value: 12_345,
  won_by_quarter: [520, 4800, 4625, 2400],
  win_rate: "66.67%",
  stages: { Prospecting: 2, Engaging: 4, Won: 4, Lost: 2 },
};
