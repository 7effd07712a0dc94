import type { Session } from './session.js';
import type { Pages } from './sources/source.js';
import { type Column, Table } from './terminal/table.js';

export type ListOptions = { readonly json?: boolean; readonly limit?: number };

/** How many items were printed, whether there may be more, and which revision they are of, as far as it is known. */
export type Printed = {
  readonly count: number;
  readonly isCut: boolean;
  readonly revision: number | undefined;
};

/** Prints a list as it arrives: a table, or a line of JSON for each item. */
export async function printList<T>(
  { output }: Session,
  list: Pages<T>,
  columns: readonly Column<T>[],
  { json, limit = Number.POSITIVE_INFINITY }: ListOptions,
): Promise<Printed> {
  const table = new Table(output, columns);
  let count = 0;
  let of: number | undefined;
  for await (const { items, revision } of list.pages()) {
    of = revision;
    const shown = items.slice(0, limit - count);
    count += shown.length;
    if (json) await output.lines(shown.map((item) => JSON.stringify(item)));
    else await table.rows(shown);
    if (shown.length < items.length || count >= limit) return { count, revision: of, isCut: true };
  }
  return { count, revision: of, isCut: false };
}

/** Says beside a table what it does not say itself. */
export function noteCount(
  { output }: Session,
  { count, isCut, revision }: Printed,
  { json }: ListOptions,
): void {
  if (json) return;
  const more = isCut ? ', and there may be more' : '';
  const of = revision === undefined ? '' : ` at revision ${revision}`;
  output.note(`${count} found${of}${more}`);
}
