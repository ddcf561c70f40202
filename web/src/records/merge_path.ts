// Where two records stand side by side, to become one.
export const merge_path = (pair: { object: string; a: { id: string }; b: { id: string } }) =>
  `/merge/${pair.object}/${pair.a.id}/${pair.b.id}`;
