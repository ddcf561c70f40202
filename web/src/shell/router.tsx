import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { keep_moment } from "../api/moment";
import { parse_search, write_search } from "../records/address";
import { Lost } from "../records/saving/lost";
import { Failed } from "../records/states";
import { Gate } from "./gate";

// One route a screen, each fetched when it is first shown. Records come last, so that the names of
// screens win over the plurals of objects.

const root = createRootRoute({ component: Gate, notFoundComponent: Lost });

const screen = <P extends string>(path: P, load: () => Promise<{ default: React.FC }>) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load),
  });

// A screen that can show an earlier moment, which then goes along from one to the next.
const screen_in_time = <P extends string>(path: P, load: () => Promise<{ default: React.FC }>) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load),
    search: { middlewares: [keep_moment as never] },
  });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/my-day", replace: true });
  },
});

const routes = root.addChildren([
  home,
  screen("/sign-in", () => import("../screens/sign_in")),
  screen("/setup", () => import("../screens/setup")),
  screen("/join", () => import("../screens/join")),
  screen("/my-day", () => import("../screens/my_day")),
  screen_in_time("/dashboard", () => import("../screens/dashboard")),
  screen_in_time("/insights", () => import("../screens/insights")),
  screen_in_time("/insights/$name", () => import("../screens/insights")),
  screen("/imports", () => import("../screens/imports")),
  screen("/imports/$id", () => import("../screens/imports")),
  screen("/sheets/$id", () => import("../screens/sheets")),
  screen("/settings", () => import("../screens/settings")),
  screen("/settings/$section", () => import("../screens/settings")),
  screen("/history", () => import("../screens/history")),
  screen("/duplicates", () => import("../screens/duplicates")),
  screen("/merge/$object/$a/$b", () => import("../screens/merge")),
  screen("/bin", () => import("../screens/bin")),
  screen("/search", () => import("../screens/search")),
  screen("/help", () => import("../screens/help")),
  screen_in_time("/$plural", () => import("../screens/list")),
  screen_in_time("/$plural/board", () => import("../screens/board")),
  screen_in_time("/$plural/$id", () => import("../screens/record")),
  screen("/$plural/$id/history", () => import("../screens/history")),
]);

export const router = createRouter({
  routeTree: routes,
  parseSearch: parse_search as never,
  stringifySearch: write_search,
  defaultPreload: "intent",
  defaultPreloadDelay: 60,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
