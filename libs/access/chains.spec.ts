import { beforeEach, describe, expect, it } from '@jest/globals';
import { Chains, ENDED, NONE, STANDING, type List } from './chains.js';
import { IntRows } from './columns.js';

describe('chains', () => {
  let rows: IntRows;
  let chains: Chains;
  const slots = (owner: number, list: List) => {
    const found: number[] = [];
    for (let slot = chains.first(owner, list); slot !== NONE; slot = chains.next(slot)) found.push(slot);
    return found;
  };

  /** Owner 0 has the slots 3, 2, 1, 0 standing, in this order; owner 1 has none. */
  beforeEach(() => {
    rows = new IntRows(2);
    chains = new Chains(rows, 0, 1);
    chains.resize(2);
    for (let slot = 0; slot < 4; slot++) {
      rows.push(NONE);
      chains.insert(slot, 0, STANDING);
    }
  });

  it('put the newest first', () => {
    expect(slots(0, STANDING)).toEqual([3, 2, 1, 0]);
  });

  it('keep owners and lists apart', () => {
    chains.remove(2, 0, STANDING);
    chains.insert(2, 0, ENDED);
    chains.remove(1, 0, STANDING);
    chains.insert(1, 1, STANDING);

    expect(slots(0, STANDING)).toEqual([3, 0]);
    expect(slots(0, ENDED)).toEqual([2]);
    expect(slots(1, STANDING)).toEqual([1]);
    expect(slots(1, ENDED)).toEqual([]);
  });

  it('are empty for an owner that is not known yet', () => {
    expect(chains.first(2, STANDING)).toBe(NONE);
    expect(chains.first(99, ENDED)).toBe(NONE);
  });

  it.each([
    [3, NONE],
    [2, 3],
    [1, 2],
    [0, 1],
  ])('take slot %p out and put it back behind %p, where it was', (slot, behind) => {
    const before = [rows.dump(), chains.dump()];

    const was = chains.remove(slot, 0, STANDING);
    chains.insert(slot, 0, ENDED);
    chains.remove(slot, 0, ENDED);
    chains.insert(slot, 0, STANDING, was);

    expect(was).toBe(behind);
    expect([rows.dump(), chains.dump()]).toStrictEqual(before);
  });

  it('grow and shrink at their end', () => {
    const before = [rows.dump(), chains.dump()];

    chains.resize(5);
    rows.push(NONE);
    chains.insert(4, 4, STANDING);
    chains.remove(4, 4, STANDING);
    rows.pop();
    chains.resize(2);

    expect([rows.dump(), chains.dump()]).toStrictEqual(before);
  });

  it('come back from a dump', () => {
    chains = new Chains(new IntRows(2, rows.dump()), 0, 1, chains.dump());

    expect(chains.owners).toBe(2);
    expect(slots(0, STANDING)).toEqual([3, 2, 1, 0]);
  });
});
