import { z } from 'zod';

/** How a list is ordered: by which column, and whether the greatest comes first. */
export type Sort<Column extends string> = { readonly column: Column; readonly descending: boolean };

/** A query parameter that names a column, `-` in front of it turns the order round. */
export function sorting<Column extends string>(columns: readonly Column[]) {
  const names = columns.flatMap((column) => [column, `-${column}` as const]);
  return z
    .enum(names)
    .transform((name): Sort<Column> => {
      const descending = name.startsWith('-');
      // What is left of a name is one of the columns.
      return { column: (descending ? name.slice(1) : name) as Column, descending };
    })
    .exactOptional();
}
