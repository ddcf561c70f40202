import type { ReactNode } from "react";
import { use_follow } from "../look/follow";

// The way from a figure to its rows, in HTML and inside an SVG alike: an ordinary link, so that a
// new tab, the keyboard and a screen reader work, that does not load the page anew.

type Props = { href?: string; label: string; className?: string; children: ReactNode };

export function MarkLink({ href, label, className, children }: Props) {
  const follow = use_follow();
  // A title is the name and the tooltip of whatever it stands in.
  const named = (
    <>
      <title>{label}</title>
      {children}
    </>
  );
  if (!href) return <g className={className}>{named}</g>;
  return (
    <a href={href} className={className} onClick={(event) => follow(event, href)}>
      {named}
    </a>
  );
}

type RowsProps = { href?: string; className?: string; children: ReactNode; title?: string };

export function RowsLink({ href, className, children, title }: RowsProps) {
  const follow = use_follow();
  if (!href) return <div className={className}>{children}</div>;
  return (
    <a href={href} title={title} className={className} onClick={(event) => follow(event, href)}>
      {children}
    </a>
  );
}
