import type { StoredEvent } from '#events/envelope.js';
import { describe, expect, it } from '@jest/globals';
import { readPage } from './trail-page.js';

const length = 50_000;

/** A ledger of events that hold nothing but their revision. */
const store = {
  async *read(_stream: string, { from = 0, to = 0, limit = 0, direction = 'forwards' } = {}) {
    const step = direction === 'forwards' ? 1 : -1;
    const count = Math.min(limit, (to - from) * step + 1);
    for (let index = 0; index < count; index++) {
      // Pages look at nothing else of an event here.
      yield [{ revision: from + index * step } as StoredEvent];
    }
  },
};

describe('a page of a long ledger in which little matches', () => {
  it.each(['newest', 'oldest'] as const)('ends early, and those after it go on, %s first', async (order) => {
    const found: number[] = [];
    let stretch = { first: 0, last: length - 1 };
    let pages = 0;
    for (;;) {
      const test = ({ revision }: StoredEvent): boolean => revision % 30_000 === 7;
      const { events, next } = await readPage(store, 'organization-acme', stretch, { order, limit: 5, test });
      found.push(...events.map(({ revision }) => revision));
      pages += 1;
      if (next === undefined) break;
      stretch = order === 'newest' ? { first: 0, last: next } : { first: next, last: length - 1 };
    }
    expect(found).toEqual(order === 'newest' ? [30_007, 7] : [7, 30_007]);
    expect(pages).toBe(3);
  });
});
