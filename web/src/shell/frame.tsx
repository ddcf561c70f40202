import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { follow_changes } from "../api/live";
import { query_client } from "../api/query_client";
import { use_me } from "../api/session";
import { t } from "../i18n";
import { allow_single_keys } from "../keys/registry";
import { use_keys } from "../keys/use_keys";
import { ViewBanner } from "../records/access/view_banner";
import { use_panel } from "../records/address";
import { use_dialog } from "../records/dialogs";
import { remember_here, use_preference } from "../records/preferences";
import { use_open_missing } from "../records/saving/missing";
import { use_open_conflict } from "../records/saving/save";
import { use_stuck_undo } from "../records/saving/undo";
import { Bars } from "../records/states";
import { use_moment } from "../records/time/moment";
import { TimeBand } from "../records/time/time_band";
import { BottomBar } from "./bottom_bar";
import styles from "./frame.module.css";
import { use_global_keys } from "./global_keys";
import { hear_of } from "./heard";
import { NavigationBar } from "./navigation_bar";
import { ToastRegion } from "./toast_region";
import { TopBar } from "./top_bar";

const Dialogs = lazy(() => import("./dialogs"));
const RecordPanel = lazy(() => import("../screens/record/panel"));

// What stays while screens change: navigation, bar, side panel, dialogs, toasts.
export function Frame() {
  const me = use_me();
  const [folded, fold] = use_preference("nav_folded", false);
  const [density] = use_preference("density", "regular");
  const [single] = use_preference("single_keys", true);
  const panel = use_panel();
  const as_of = use_moment();
  const dialog = use_dialog();
  const conflict = use_open_conflict();
  const missing = use_open_missing();
  const stuck = use_stuck_undo();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  use_global_keys();
  // Here and not in the panel, so that it answers before the panel has been fetched.
  use_keys([{ press: "escape", label: t("close"), group: t("keys_record"), run: panel.close }], {
    when: !!panel.open,
  });

  useEffect(() => follow_changes(query_client, (change) => hear_of(change, me.id)), [me.id]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
    remember_here("density", density);
  }, [density]);
  useEffect(() => allow_single_keys(single), [single]);
  // A new screen is read from its beginning, also by those who listen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className={styles.frame} data-panel={panel.open ? true : undefined}>
      <a href="#main" className={styles.skip}>
        {t("skip_to_content")}
      </a>
      <NavigationBar folded={folded} on_fold={() => fold(!folded)} />
      <div className={styles.main}>
        {me.viewed_by ? <ViewBanner name={me.name} /> : null}
        <TopBar />
        <TimeBand />
        <div className={styles.stage} data-past={as_of ? true : undefined}>
          <main id="main" ref={main} tabIndex={-1} className={styles.screen} data-print-flow>
            <Suspense fallback={<ScreenSkeleton />}>
              <Outlet />
            </Suspense>
          </main>
          {panel.open ? (
            <aside className={styles.panel} aria-label={t("side_panel")}>
              <Suspense fallback={<ScreenSkeleton />}>
                <RecordPanel
                  key={`${panel.open.plural}/${panel.open.id}`}
                  plural={panel.open.plural}
                  id={panel.open.id}
                  on_close={panel.close}
                />
              </Suspense>
            </aside>
          ) : null}
        </div>
      </div>
      <BottomBar />
      <ToastRegion />
      {dialog || conflict || missing || stuck ? (
        <Suspense fallback={null}>
          <Dialogs />
        </Suspense>
      ) : null}
    </div>
  );
}

function ScreenSkeleton() {
  return (
    <div style={{ padding: 24 }} aria-busy="true">
      <Bars count={7} height={18} />
    </div>
  );
}
