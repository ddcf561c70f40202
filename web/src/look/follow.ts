import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { with_moment } from "../api/moment";

// What a click on an ordinary link does: goes there without loading the page anew. The router's own
// link listens to every change of the address, which is too much where links come and go with each
// frame of a scroll, and knows no SVG.

export function use_follow() {
  const router = useRouter();
  return (event: MouseEvent, href: string) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.history.push(with_moment(href));
  };
}
