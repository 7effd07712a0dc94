import { beforeEach, describe, expect, it } from '@jest/globals';
import { IntRows } from './columns.js';
import { SlotLists } from './slot-lists.js';

const [ana, ben] = [0, 1];
const [PAIR, INDEX] = [0, 1];

describe('lists of slots', () => {
  let rows: IntRows;
  let lists: SlotLists;
  const slots = (person: number, past = true) =>
    Array.from({ length: lists.count(person, past) }, (_, index) => lists.slot(person, index));

  /** A new slot of the pair that stands. */
  const add = (person: number, pair: number) => {
    const slot = rows.push(0);
    rows.set(slot, PAIR, pair);
    const index = lists.count(person, true);
    lists.append(person, slot);
    lists.rise(person, index);
  };

  beforeEach(() => {
    rows = new IntRows(2);
    lists = new SlotLists(rows, PAIR, INDEX);
    lists.resize(2);
    for (const pair of [10, 11, 12]) add(ana, pair);
    add(ben, 10);
  });

  it('keep people apart', () => {
    expect([slots(ana), slots(ben), slots(2)]).toEqual([[0, 1, 2], [3], []]);
    expect([0, 1, 2].map((index) => lists.pair(ana, index))).toEqual([10, 11, 12]);
  });

  it('put those that stand before those that ended', () => {
    lists.fall(ana, 0);

    expect(slots(ana, false)).toEqual([2, 1]);
    expect(slots(ana, true)).toEqual([2, 1, 0]);
    expect([0, 1, 2].map((index) => lists.pair(ana, index))).toEqual([12, 11, 10]);
  });

  it('tell each slot its index', () => {
    lists.fall(ana, 0);
    add(ana, 13);

    expect(slots(ana).map((slot) => rows.get(slot, INDEX))).toEqual([0, 1, 2, 3]);
    expect(slots(ana, false)).toEqual([2, 1, 4]);
  });

  it.each([0, 1, 2])('take a fall of index %p back', (index) => {
    const before = [rows.dump(), lists.dump()];

    lists.fall(ana, index);
    lists.rise(ana, index);

    expect([rows.dump(), lists.dump()]).toStrictEqual(before);
  });

  it('take a rise back', () => {
    lists.fall(ana, 0);
    lists.fall(ana, 0);
    const before = [rows.dump(), lists.dump()];

    lists.rise(ana, 2);
    lists.fall(ana, 2);

    expect([rows.dump(), lists.dump()]).toStrictEqual(before);
  });

  it('grow without getting in each other’s way, and use pieces again', () => {
    for (let pair = 20; pair < 60; pair++) for (const person of [ana, ben]) add(person, pair);
    lists.resize(3);
    add(2, 99);

    const pairs = (person: number) => slots(person).map((slot) => rows.get(slot, PAIR));
    const grown = Array.from({ length: 40 }, (_, at) => 20 + at);
    expect([pairs(ana), pairs(ben), pairs(2)]).toEqual([[10, 11, 12, ...grown], [10, ...grown], [99]]);
  });

  it('lose their last entry, and then the person', () => {
    const before = lists.dump();
    lists.resize(4);
    add(3, 10);

    lists.fall(3, 0);
    lists.pop(3);
    lists.resize(2);
    rows.pop();

    expect(lists.dump()).toStrictEqual(before);
    expect(lists.count(3, true)).toBe(0);
  });

  it('come back from a dump and live on', () => {
    lists.fall(ana, 1);
    rows = new IntRows(2, rows.dump());

    lists = new SlotLists(rows, PAIR, INDEX, structuredClone(lists.dump()));
    add(ana, 13);

    expect([slots(ana, false), slots(ana), slots(ben)]).toEqual([[0, 2, 4], [0, 2, 4, 1], [3]]);
  });
});
