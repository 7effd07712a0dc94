import { describe, expect, it } from '@jest/globals';
import { pieces, Whole } from './pieces.js';

function there(value: unknown): unknown {
  const whole = new Whole();
  for (const piece of pieces(value)) whole.add(piece);
  return whole.value;
}

const many = Array.from({ length: 25_000 }, (_, index) => index);

describe('a value in pieces', () => {
  it('comes together as it was', () => {
    const value = {
      history: { times: Float64Array.of(1, 2), names: ['ana', undefined] },
      past: new Map(many.map((key) => [key, [{ from: key }]])),
      live: many.map((index) => (index % 2 === 0 ? undefined : { index })),
      empty: {},
      none: undefined,
      deep: { deeper: { set: new Set([1]), map: new Map([['a', { b: 1 }]]), list: [] } },
    };
    expect(there(value)).toEqual(value);
  });

  it('keeps the order of large maps', () => {
    const map = new Map(many.toReversed().map((key) => [key, key]));
    expect([...(there(map) as typeof map).keys()]).toEqual([...map.keys()]);
  });

  it('has no large piece', () => {
    const sizes = [...pieces({ map: new Map(many.map((key) => [key, 1])), list: many })].map(([, piece]) =>
      piece instanceof Map ? piece.size : (piece as unknown[]).length,
    );
    expect(sizes).toEqual([10_000, 10_000, 5_000, 10_000, 10_000, 5_000]);
  });

  it.each([undefined, null, 7, 'text', new Set([1]), Int32Array.of(1)])('may be but one: %p', (value) => {
    expect(there(value)).toBe(value);
  });
});
