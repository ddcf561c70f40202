import { infiniteQueryOptions } from "@tanstack/react-query";
import { get } from "./client";

// A record in its tree, as docs/wire.md tells it.

export type TreeNode = { id: string; title: string | null };
export type TreeChild = TreeNode & { children: number };

export type TreeFigure = {
  field: string;
  // Of the record alone, and of it with all below.
  own: unknown;
  total: unknown;
  // Whose records they are made of, and the filters that find them.
  object: string;
  own_rows: string;
  total_rows: string;
};

export type TreePage = {
  field: string;
  // From the top down to the record itself.
  path: TreeNode[];
  // More stands above what may be seen.
  cut: boolean;
  children: TreeChild[];
  next: string | null;
  count?: number;
  figures?: TreeFigure[];
};

// Page by page of what is right below; the figures come with the first.
export function tree_query(plural: string, id: string, as_of?: string, figures = false) {
  return infiniteQueryOptions({
    queryKey: [plural, "tree", id, { as_of, figures }],
    queryFn: ({ pageParam, signal }) =>
      get<TreePage>(
        `/${plural}/${id}/tree`,
        { as_of, after: pageParam, limit: 20, figures: figures && !pageParam ? true : undefined },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
