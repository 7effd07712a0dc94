import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { pack, unpack } from './packing.js';

const there = async (value: unknown): Promise<unknown> => unpack(await pack(value));

describe('packed values', () => {
  it('come back as they were', async () => {
    const spans = new Map([
      [3, [{ from: 0, to: 4, value: 'active' }]],
      [1, []],
      [
        7,
        [
          { from: 2, to: 9, value: undefined },
          { from: -1, to: 2 ** 40, value: new Map([['a', [1]]]) },
        ],
      ],
    ]);
    const value = {
      past: spans,
      live: [undefined, 'x'],
      deep: { since: Int32Array.of(1, 2), past: new Map() },
    };
    expect(await there(value)).toEqual(value);
    expect([...((await there(spans)) as typeof spans).keys()]).toEqual([3, 1, 7]);
  });

  it('come back when they are no lists of records', async () => {
    for (const value of [
      undefined,
      null,
      1,
      'text',
      [{ a: 1 }],
      new Set([1]),
      new Map([[1, ['a']]]),
      new Map([[1.5, [{}]]]),
      new Map([['key', [{ a: 1 }]]]),
      new Map<number, unknown>([[1, [{ toString: 'a' }, { valueOf: 1 }, {}]]]),
      new Map([[1, [JSON.parse('{"__proto__":1}'), {}]]]),
      new Map([[1, { a: 1 }]]),
      new Map<number, unknown>([
        [1, []],
        [2, [new Map()]],
      ]),
    ]) {
      expect(await there(value)).toEqual(value);
    }
  });

  it('come back whatever stands in the records, in as many slices as it takes', async () => {
    const item = fc.dictionary(
      fc.string(),
      fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(undefined)),
      {
        noNullPrototype: true,
      },
    );
    const lists = fc.array(fc.tuple(fc.integer(), fc.array(item, { maxLength: 3 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(lists, async (entries) => {
        const value = new Map(entries);
        expect(await there(value)).toEqual(value);
      }),
    );
    const many = new Map(
      Array.from({ length: 25_000 }, (_, key) => [key, [{ from: key, word: `w${key % 300}` }]]),
    );
    expect(await there(many)).toEqual(many);
  });
});
