import { beforeEach, describe, expect, it } from '@jest/globals';
import { Pairs } from './pairs.js';
import { Undo } from './undo.js';

const [viewer, owner] = [0, 1];
const [root, sales] = [0, 1];

describe('pairs of role and place', () => {
  let undo: Undo;
  let pairs: Pairs;

  beforeEach(() => {
    undo = new Undo();
    pairs = new Pairs(undo);
    for (const [role, place] of [
      [viewer, root],
      [viewer, sales],
      [owner, sales],
    ] as const) {
      pairs.of(role, place);
    }
  });

  it('have one number for ever', () => {
    expect(pairs.of(viewer, sales)).toBe(1);
    expect(pairs.find(viewer, sales)).toBe(1);
    expect(pairs.size).toBe(3);
    expect([pairs.role(1), pairs.place(1)]).toEqual([viewer, sales]);
  });

  it('are found by role and by place', () => {
    expect(pairs.withRole(viewer)).toEqual([0, 1]);
    expect(pairs.at(sales)).toEqual([1, 2]);
  });

  it('are not there before somebody held them', () => {
    expect(pairs.find(owner, root)).toBeUndefined();
    expect(pairs.withRole(9)).toEqual([]);
    expect(pairs.at(9)).toEqual([]);
  });

  it('count who holds them', () => {
    pairs.addHolders(1, 1);
    pairs.addHolders(1, 1);
    pairs.addHolders(1, -1);

    expect([0, 1].map((pair) => pairs.holdersOf(pair))).toEqual([0, 1]);
  });

  it('are taken back without a trace', () => {
    const before = pairs.dump();
    const mark = undo.mark();

    pairs.of(owner, root);
    pairs.of(owner, 7);
    undo.rollback(mark);

    expect(pairs.dump()).toStrictEqual(before);
    expect(pairs.find(owner, root)).toBeUndefined();
    expect(pairs.at(root)).toEqual([0]);
    expect(pairs.withRole(owner)).toEqual([2]);
  });

  it('come back from a dump', () => {
    pairs = new Pairs(undo, structuredClone(pairs.dump()));

    expect(pairs.find(owner, sales)).toBe(2);
    expect(pairs.at(sales)).toEqual([1, 2]);
  });
});
