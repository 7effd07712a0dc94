import type { View } from '#access/view.js';
import type { Cursors, Position } from '../http/cursors.js';
import { malformed } from './as-of.js';

/** Some of a list. `nextCursor` is `null` at the end. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };

export type Paging = { readonly limit?: number; readonly cursor?: string };

export const limitDefault = 100;

/** Where a page stands: the state it is read from, and after which row of its list it begins. */
export type Opened = {
  readonly view: View;
  readonly limit: number;
  /** Position of the last row of the page before, `undefined` on the first page. */
  readonly after: Position | undefined;
  /** The cursor that goes on behind a row. */
  cursorAfter(position: Position): string;
};

/** Revision and instant of the first page, how many items a page has, and the position of the last row that was shown. */
export type Pinned = readonly [revision: number, instant: number, limit: number, ...after: Position];

/** @throws DomainError MALFORMED when another number of items is asked for than on the first page */
export function refuseOtherLimit(limit: number | undefined, first: number): void {
  if (limit === undefined || limit === first) return;
  throw malformed('/limit', 'a page has as many items as the first one, ask for the first page again');
}

/** A page that stays with the state of the view; `question` is everything that the list was asked with. */
export function opened(
  cursors: Cursors,
  question: readonly string[],
  view: View,
  { limit, after }: Pick<Opened, 'limit' | 'after'>,
): Opened {
  const { revision, instant } = view;
  return {
    view,
    limit,
    after,
    cursorAfter: (position) => cursors.seal(question, [revision, instant, limit, ...position]),
  };
}

/** What a row is ordered by: its position, and whether the list has the greatest first. */
export type Order<Row> = { position(row: Row): Position; readonly descending?: boolean };

/**
 * The first `limit` of the rows, which come in order and begin behind the page before, and how the list goes on. Reads
 * one row more than it shows.
 */
export function page<Row, Item>(
  { limit, cursorAfter }: Pick<Opened, 'limit' | 'cursorAfter'>,
  rows: Iterable<Row>,
  { position }: Order<Row>,
  item: (row: Row) => Item,
): Page<Item> {
  const items: Item[] = [];
  let last: Row | undefined;
  for (const row of rows) {
    if (items.length === limit) return { items, nextCursor: cursorAfter(position(last!)) };
    items.push(item(row));
    last = row;
  }
  return { items, nextCursor: null };
}

/** The number behind which a list of numbers goes on, -1 on its first page. */
export function numberAfter({ after }: Pick<Opened, 'after'>): number {
  return after === undefined ? -1 : Number(after[0]);
}

export const byNumber: Order<number> = { position: (number) => [number] };

/** The rows of a page, and one more, out of rows in any order: those that come next behind the page before. */
export function nextInOrder<Row>(
  { limit, after }: Pick<Opened, 'limit' | 'after'>,
  rows: Iterable<Row>,
  order: Order<Row>,
): Row[] {
  const sign = order.descending === true ? -1 : 1;
  const compare = (a: Position, b: Position) => sign * comparePositions(a, b);
  const found: { row: Row; position: Position }[] = [];
  for (const row of rows) {
    const position = order.position(row);
    if (after !== undefined && compare(position, after) <= 0) continue;
    if (found.length > limit && compare(position, found[limit]!.position) >= 0) continue;
    found.splice(placeOf(position, found, compare), 0, { row, position });
    if (found.length > limit + 1) found.pop();
  }
  return found.map(({ row }) => row);
}

/** Where in the sorted list the position belongs. */
function placeOf(
  position: Position,
  sorted: readonly { readonly position: Position }[],
  compare: (a: Position, b: Position) => number,
): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle]!.position, position) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers by their value, texts by their code units. The same place of two positions has the same type. */
function comparePositions(a: Position, b: Position): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const [left, right] = [a[at]!, b[at]!];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
