import type { View } from '#access/view.js';
import { type Cursor, Cursors } from '../http/cursors.js';
import type { Asker } from './asker.js';
import { malformed, viewAt, type When } from './as-of.js';

export type PageRequest = When & { readonly limit?: number; readonly cursor?: string };

/** Some of a list, from one state of the organization. `nextCursor` is `null` at the end. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };

export const limitDefault = 100;

/** Where a page stands: the state it is read from, and after which item of its list it begins. */
export type Opened = {
  readonly view: View;
  readonly limit: number;
  /** Number of the last item of the page before, -1 on the first page. */
  readonly after: number;
  /** The cursor that goes on behind an item. */
  cursorAfter(item: number): string;
};

/**
 * The state of the first page, which later pages stay with. `question` is everything that the list was asked with.
 *
 * @throws DomainError MALFORMED for a cursor from elsewhere
 */
export async function openPage(
  cursors: Cursors,
  asker: Asker,
  question: readonly string[],
  request: PageRequest,
): Promise<Opened> {
  const bound = boundTo(asker, question);
  const { cursor, limit } = request;
  if (cursor === undefined) {
    const view = await viewAt(asker.ledger, request);
    return opened(cursors, bound, view, { limit: limit ?? limitDefault, after: -1 });
  }
  const from = cursors.open(bound, cursor);
  if (limit !== undefined && limit !== from.limit) {
    throw malformed('/limit', 'a page has as many items as the first one, ask for the first page again');
  }
  await asker.ledger.at({ atLeast: Math.max(from.revision, request.atLeast ?? 0) });
  return opened(cursors, bound, asker.ledger.access.view(from.revision, from.instant), from);
}

/** The first `limit` of the items, which are numbered as they come, and how the list goes on. */
export function page<Item>(
  { limit, cursorAfter }: Opened,
  numbers: Iterable<number>,
  item: (number: number) => Item | undefined,
): Page<Item> {
  const items: Item[] = [];
  let last = -1;
  for (const number of numbers) {
    const found = item(number);
    if (found === undefined) continue;
    if (items.length === limit) return { items, nextCursor: cursorAfter(last) };
    items.push(found);
    last = number;
  }
  return { items, nextCursor: null };
}

function opened(
  cursors: Cursors,
  bound: readonly string[],
  view: View,
  { limit, after }: Pick<Cursor, 'limit' | 'after'>,
): Opened {
  const { revision, instant } = view;
  return {
    view,
    limit,
    after,
    cursorAfter: (item) => cursors.seal(bound, { revision, instant, limit, after: item }),
  };
}

/** A cursor goes on for the one who asked, in the organization that was asked about. */
export function boundTo({ caller, ledger }: Asker, question: readonly string[]): string[] {
  const who = caller.kind === 'person' ? [caller.via, caller.user] : [caller.via];
  return [ledger.organization, ...who, ...question];
}
