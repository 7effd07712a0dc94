import { describe, expect, it } from '@jest/globals';
import { array, assert, boolean, constantFrom, integer, nat, property, record } from 'fast-check';
import { Cursors, type Position } from '../http/cursors.js';
import { nextInOrder, type Opened, type Order, page } from './paging.js';

type Row = { readonly name: string; readonly number: number };

const cursors = new Cursors(new Uint8Array(32));
const rows = array(constantFrom('a', 'b', 'B', 'zoé', '')).map((names) =>
  names.map((name, number): Row => ({ name, number })),
);

/** All pages, one after another, each from the rows in whatever order they come. */
function everyPage(all: readonly Row[], order: Order<Row>, limit: number): Row[] {
  const found: Row[] = [];
  let after: Position | undefined;
  for (;;) {
    const opened: Pick<Opened, 'limit' | 'after' | 'cursorAfter'> = {
      limit,
      after,
      cursorAfter: (position) => cursors.seal(['rows'], position),
    };
    const next = nextInOrder(opened, all, order);
    expect(next.length).toBeLessThanOrEqual(limit + 1);
    const { items, nextCursor } = page(opened, next, order, (row) => row);
    found.push(...items);
    if (nextCursor === null) return found;
    after = cursors.open(['rows'], nextCursor);
  }
}

describe('pages of a list in an order of its own', () => {
  it('hold every row once, in that order, however long they are', () => {
    const lists = record({
      all: rows,
      limit: integer({ min: 1, max: 5 }),
      descending: boolean(),
      turn: nat(),
    });
    const holds = property(lists, ({ all, limit, descending, turn }) => {
      const order: Order<Row> = { position: ({ name, number }) => [name, number], descending };
      const sorted = all.toSorted((a, b) =>
        a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1,
      );
      const given = [...all.slice(turn % (all.length + 1)), ...all.slice(0, turn % (all.length + 1))];
      expect(everyPage(given, order, limit)).toEqual(descending ? sorted.toReversed() : sorted);
    });
    assert(holds);
  });
});
