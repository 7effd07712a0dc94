import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { TrailEvent } from '../trail-event.js';
import { inTimeOrder } from './in-time-order.js';

function event(id: string, minute: number): TrailEvent {
  const time = new Date(minute * 60_000).toISOString();
  return { id, type: 'UserSuspended', revision: 0, time, actor: 'ana', via: 'system', data: {} };
}

/** The events in groups of so many, and whether somebody is still reading. */
class Source {
  isOpen = false;

  constructor(
    private readonly events: readonly TrailEvent[],
    private readonly size: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly TrailEvent[]> {
    this.isOpen = true;
    try {
      for (let at = 0; at < this.events.length; at += this.size) yield this.events.slice(at, at + this.size);
      yield [];
    } finally {
      this.isOpen = false;
    }
  }
}

async function ids(groups: AsyncIterable<readonly TrailEvent[]>): Promise<string[]> {
  const found: string[] = [];
  for await (const group of groups) found.push(...group.map(({ id }) => id));
  return found;
}

describe('two trails in the order of time', () => {
  it('are all events of both, those of the first trail first at the same time', async () => {
    const minutes = fc.array(fc.nat(20), { maxLength: 30 }).map((list) => list.sort((a, b) => a - b));
    const property = fc.asyncProperty(
      minutes,
      minutes,
      fc.integer({ min: 1, max: 7 }),
      async (a, b, size) => {
        const [first, second] = [
          a.map((minute, index) => event(`a${index}`, minute)),
          b.map((minute, index) => event(`b${index}`, minute)),
        ];
        const expected = [...first, ...second].sort((x, y) => Date.parse(x.time) - Date.parse(y.time));

        expect(await ids(inTimeOrder(new Source(first, size), new Source(second, 3)))).toEqual(
          expected.map(({ id }) => id),
        );
      },
    );
    await fc.assert(property);
  });

  it('are let go when nobody reads on', async () => {
    const sources = [new Source([event('a', 1), event('b', 3)], 1), new Source([event('c', 2)], 1)];
    for await (const [first] of inTimeOrder(...sources)) {
      expect([first!.id, sources.map(({ isOpen }) => isOpen)]).toEqual(['a', [true, true]]);
      break;
    }

    expect(sources.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });
});
