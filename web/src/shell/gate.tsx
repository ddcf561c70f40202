import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation, useMatches } from "@tanstack/react-router";
import { useEffect } from "react";
import { speak_language, when_signed_out } from "../api/client";
import { insights_query } from "../api/insights";
import { described_query, objects_query } from "../api/objects";
import { query_client } from "../api/query_client";
import { session_key, session_query, setup_needed } from "../api/session";
import type { Me } from "../api/types";
import { current_language, nearest_language, speak } from "../i18n";
import { count_in_currency, show_in_zone } from "../i18n/format";
import { remember_here } from "../records/preferences";
import { Failed } from "../records/states";
import { Frame } from "./frame";
import { FrameSkeleton } from "./frame_skeleton";

const open_to_all = ["/sign-in", "/setup", "/join"];

// Lets in who is signed in, and sends everybody else to where they can sign in.
export function Gate() {
  const { href } = useLocation();
  // The screen that is shown, which for a moment is not yet the one of the address.
  const shown = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? "/" });
  const session = useQuery(session_query);
  const objects = useQuery({ ...objects_query, enabled: !!session.data });
  const me = session.data;

  useEffect(() => when_signed_out(() => query_client.setQueryData(session_key, null)), []);
  useEffect(() => {
    if (me) fit_to(me);
  }, [me]);

  if (open_to_all.includes(shown)) return <Outlet />;
  if (session.error) return <Failed error={session.error} retry={() => session.refetch()} />;
  if (session.isPending) return <FrameSkeleton />;
  if (!me) return <SendAway to={href} />;
  if (objects.error) return <Failed error={objects.error} retry={() => objects.refetch()} />;
  if (!objects.data) return <FrameSkeleton />;
  fit_formats(me);
  return <Frame />;
}

function fit_formats(me: Me) {
  show_in_zone(me.zone);
  count_in_currency(me.currency);
}

// Language, zone and currency are the person's, not the browser's.
function fit_to(me: Me) {
  fit_formats(me);
  remember_here("language", me.language);
  speak_language(me.language);
  if (nearest_language(me.language) !== current_language()) {
    void speak(me.language);
    for (const queryKey of [described_query.queryKey, insights_query.queryKey, ["insight"]]) {
      void query_client.invalidateQueries({ queryKey });
    }
  }
}

function SendAway({ to }: { to: string }) {
  const setup = useQuery({ queryKey: ["setup"], queryFn: setup_needed, retry: 1 });
  // While the screen of the door is fetched the address is its already: sent once is enough.
  const on_the_way = open_to_all.some((path) => to.startsWith(path));
  if (setup.isPending || on_the_way) return <FrameSkeleton />;
  if (setup.data) return <Navigate to="/setup" replace />;
  const back = to === "/" || to.startsWith("/my-day") ? undefined : to;
  return <Navigate to="/sign-in" search={{ to: back } as never} replace />;
}
