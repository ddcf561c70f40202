import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { field_of, use_object } from "../../api/objects";
import { type TreeChild, type TreeFigure, type TreeNode, tree_query } from "../../api/tree";
import type { ObjectType, Row } from "../../api/types";
import { FieldValue } from "../../fields/kinds";
import { t } from "../../i18n";
import { DownIcon, RightIcon } from "../../look/icons";
import { use_preference } from "../../records/preferences";
import { Bars } from "../../records/states";
import { use_moment } from "../../records/time/moment";
import styles from "./hierarchy.module.css";

// Where a record stands in its tree, and what it comes to with all below: parents up to the top,
// children to unfold, figures that open.
export function Hierarchy({ object, row }: { object: ObjectType; row: Row }) {
  const [folded, set_folded] = use_preference<string[]>("folded_trees", []);
  const open = !folded.includes(object.name);
  const as_of = use_moment();
  const tree = useInfiniteQuery({
    ...tree_query(object.plural, row.id, as_of, true),
    enabled: open && !row.deleted_at,
    retry: false,
  });
  const first = tree.data?.pages[0];
  if (row.deleted_at || tree.isError) return null;
  const title = t("hierarchy_of", { object: object.label });
  const others = folded.filter((name) => name !== object.name);
  return (
    <section className={styles.hierarchy} aria-label={title}>
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => set_folded(open ? [...others, object.name] : others)}
        >
          {open ? <DownIcon size={14} aria-hidden /> : <RightIcon size={14} aria-hidden />}
          {title}
        </button>
        {first?.count ? (
          <span className={styles.count}>
            {t(first.count === 1 ? "hierarchy_one" : "hierarchy_count", {
              count: first.count,
              objects: object.label_plural,
            })}
          </span>
        ) : null}
      </h2>
      {!open ? null : !first ? (
        <Bars count={3} height={18} />
      ) : (
        <>
          <ol className={styles.path}>
            {first.cut ? <li className="faint">{t("hierarchy_cut")}</li> : null}
            {first.path.map((node, level) => (
              <li key={node.id} style={{ "--level": level } as React.CSSProperties}>
                <Name object={object} node={node} here={node.id === row.id} />
              </li>
            ))}
          </ol>
          <Children
            object={object}
            level={first.path.length}
            nodes={tree.data?.pages.flatMap((page) => page.children) ?? []}
            more={tree.hasNextPage ? () => void tree.fetchNextPage() : undefined}
          />
          {first.path.length === 1 && first.children.length === 0 && !first.cut ? (
            <p className={styles.none}>{t("hierarchy_alone", { objects: object.label_plural })}</p>
          ) : null}
          {first.figures?.length ? (
            <Figures object={object} figures={first.figures} alone={first.count === 1} />
          ) : null}
        </>
      )}
    </section>
  );
}

type NameProps = { object: ObjectType; node: TreeNode; here?: boolean };

function Name({ object, node, here }: NameProps) {
  const title = node.title || t("untitled");
  if (here) {
    return (
      <span className={styles.here} aria-current="true">
        {title}
      </span>
    );
  }
  return (
    <Link to="/$plural/$id" params={{ plural: object.plural, id: node.id }} className={styles.name}>
      {title}
    </Link>
  );
}

type ChildrenProps = {
  object: ObjectType;
  level: number;
  nodes: TreeChild[];
  more?: () => void;
};

function Children({ object, level, nodes, more }: ChildrenProps) {
  if (nodes.length === 0) return null;
  return (
    <ul className={styles.children}>
      {nodes.map((child) => (
        <Child key={child.id} object={object} level={level} child={child} />
      ))}
      {more ? (
        <li style={{ "--level": level } as React.CSSProperties}>
          <button type="button" className={styles.more} onClick={more}>
            {t("hierarchy_more")}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function Child({ object, level, child }: { object: ObjectType; level: number; child: TreeChild }) {
  const [open, set_open] = useState(false);
  const as_of = use_moment();
  const below = useInfiniteQuery({
    ...tree_query(object.plural, child.id, as_of),
    enabled: open,
    retry: false,
  });
  const title = child.title || t("untitled");
  return (
    <li>
      <div className={styles.child} style={{ "--level": level } as React.CSSProperties}>
        {child.children > 0 ? (
          <button
            type="button"
            className={styles.unfold}
            aria-expanded={open}
            aria-label={t("hierarchy_below", { title })}
            onClick={() => set_open(!open)}
          >
            {open ? <DownIcon size={14} aria-hidden /> : <RightIcon size={14} aria-hidden />}
          </button>
        ) : (
          <span className={styles.leaf} />
        )}
        <Name object={object} node={child} />
        {child.children > 0 ? <span className={styles.count}>{child.children}</span> : null}
      </div>
      {open && below.isPending ? <Bars count={1} height={16} /> : null}
      {open && below.data ? (
        <Children
          object={object}
          level={level + 1}
          nodes={below.data.pages.flatMap((page) => page.children)}
          more={below.hasNextPage ? () => void below.fetchNextPage() : undefined}
        />
      ) : null}
    </li>
  );
}

type FiguresProps = { object: ObjectType; figures: TreeFigure[]; alone: boolean };

// What is below says nothing new where nothing is.
function Figures({ object, figures, alone }: FiguresProps) {
  if (alone) return null;
  return (
    <table className={styles.figures}>
      <caption className="only_read_aloud">{t("hierarchy_figures")}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("hierarchy_own")}</th>
          <th scope="col">{t("hierarchy_total")}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.field}>
            <th scope="row">{field_of(object, figure.field)?.label ?? figure.field}</th>
            <Figure object={object} figure={figure} value={figure.own} filter={figure.own_rows} />
            <Figure
              object={object}
              figure={figure}
              value={figure.total}
              filter={figure.total_rows}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type FigureProps = { object: ObjectType; figure: TreeFigure; value: unknown; filter: string };

function Figure({ object, figure, value, filter }: FigureProps) {
  const field = field_of(object, figure.field);
  const of = use_object(figure.object);
  if (!field) return <td />;
  const shown = <FieldValue field={field} value={value} linked={false} />;
  return (
    <td>
      {of ? (
        <Link to="/$plural" params={{ plural: of.plural }} search={{ filter } as never}>
          {shown}
        </Link>
      ) : (
        shown
      )}
    </td>
  );
}
