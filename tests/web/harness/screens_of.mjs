// One of each kind of screen; the other lists and records are made of the same parts.
const kinds = [
  "my day",
  "board",
  "dashboard",
  "insights",
  "an insight",
  "filtered deals",
  "deal",
  "account",
  "side panel",
  "imports",
  "history",
  "help",
  "profile",
  "people",
  "roles",
  "pipelines",
];

export const one_of_each = (screens) =>
  Object.fromEntries(kinds.map((name) => [name, screens[name]]));

// Every screen with its address, on the records of a demo firm.
export async function screens_of(api) {
  const deal = await api.first("deals", 'status = "open"');
  const account = await api.first("accounts", "");
  const contact = await api.first("contacts", "");
  const lead = await api.first("leads", 'status = "new"');
  return {
    "my day": "/my-day",
    board: "/deals/board",
    dashboard: "/dashboard",
    insights: "/insights",
    "an insight": "/insights/won_by_owner",
    deals: "/deals",
    "filtered deals": '/deals?filter=status = "open" AND amount > 1000',
    accounts: "/accounts",
    contacts: "/contacts",
    leads: "/leads",
    activities: "/activities",
    products: "/products",
    deal: `/deals/${deal.id}`,
    "a deal's history": `/deals/${deal.id}/history`,
    account: `/accounts/${account.id}`,
    contact: `/contacts/${contact.id}`,
    lead: `/leads/${lead.id}`,
    "side panel": `/deals?panel=deals/${deal.id}`,
    imports: "/imports",
    history: "/history",
    bin: "/bin",
    help: "/help",
    profile: "/settings",
    "API keys": "/settings/keys",
    company: "/settings/company",
    "exchange rates": "/settings/currencies",
    "business hours": "/settings/hours",
    administration: "/settings/administration",
    people: "/settings/users",
    teams: "/settings/teams",
    roles: "/settings/roles",
    pipelines: "/settings/pipelines",
  };
}
