import { beforeEach, describe, expect, it } from '@jest/globals';
import { Assignments, counts, lapsed, type Period } from './assignments.js';
import { Undo } from './undo.js';

const [ana, ben, cleo] = [0, 1, 2];
const [viewer, owner] = [0, 1];
const [root, sales] = [0, 1];

describe('assignments', () => {
  let undo: Undo;
  let assignments: Assignments;
  const begin = (person: number, role: number, place: number, since: number, period?: Period) =>
    assignments.begin(person, role, place, { since, source: 'person', period });

  /** What a person holds, as [role, place], the way a check walks. */
  const held = (person: number, revision: number, instant = 0) => {
    const found: [number, number][] = [];
    for (let slot = assignments.first(person, true); slot >= 0; slot = assignments.next(slot, true)) {
      if (!assignments.holds(slot, revision, instant)) continue;
      found.push([assignments.roleOf(slot), assignments.placeOf(slot)]);
    }
    return found;
  };

  const holders = (role: number, place: number, revision: number, past = true) => {
    const found: number[] = [];
    const pair = assignments.pair(role, place)!;
    for (
      let slot = assignments.firstHolder(pair, past);
      slot >= 0;
      slot = assignments.nextHolder(slot, past)
    ) {
      if (assignments.holds(slot, revision, 0)) found.push(assignments.personOf(slot));
    }
    return found.sort();
  };

  beforeEach(() => {
    undo = new Undo();
    assignments = new Assignments(undo);
  });

  it('are found from the person and from the pair', () => {
    begin(ana, viewer, sales, 1);
    begin(ana, owner, root, 2);
    begin(ben, viewer, sales, 3);

    expect(held(ana, 3)).toEqual([
      [viewer, sales],
      [owner, root],
    ]);
    expect(held(cleo, 3)).toEqual([]);
    expect(holders(viewer, sales, 3)).toEqual([ana, ben]);
    expect(assignments.pairsAt(sales).map((pair) => assignments.roleOfPair(pair))).toEqual([viewer]);
    expect(assignments.pairsWithRole(owner).map((pair) => assignments.placeOfPair(pair))).toEqual([root]);
  });

  it('hold from the revision they begin at to the one they end at', () => {
    begin(ana, viewer, sales, 2);
    assignments.end(ana, viewer, sales, 4);
    begin(ana, viewer, sales, 6);

    const there = [1, 2, 3, 4, 5, 6, 7].map((revision) => held(ana, revision).length);

    expect(there).toEqual([0, 1, 1, 0, 0, 1, 1]);
    expect(holders(viewer, sales, 3)).toEqual([ana]);
    expect(holders(viewer, sales, 5)).toEqual([]);
  });

  it('keep what was said when they were given', () => {
    const period = { until: 500 };
    assignments.begin(ana, viewer, sales, { since: 2, source: 'import', period });
    assignments.end(ana, viewer, sales, 4);
    assignments.begin(ana, viewer, sales, { since: 6, source: 'criteria', period: undefined });
    const slot = assignments.find(ana, viewer, sales)!;

    expect(assignments.at(slot, 3)).toMatchObject({ since: 2, source: 'import', period });
    expect(assignments.at(slot, 5)).toBeUndefined();
    expect(assignments.at(slot, 6)).toEqual({ since: 6, source: 'criteria', period: undefined });
  });

  it('that ended are out of the way of questions about the present', () => {
    begin(ana, viewer, sales, 1);
    begin(ben, viewer, sales, 2);
    assignments.end(ana, viewer, sales, 3);

    expect(assignments.first(ana, false)).toBe(-1);
    expect(holders(viewer, sales, 3, false)).toEqual([ben]);
    expect(holders(viewer, sales, 2, false)).toEqual([ben]);
    expect(holders(viewer, sales, 2, true)).toEqual([ana, ben]);
  });

  it('come to their pair in the order in which they ended, the last one first', () => {
    for (const person of [ana, ben, cleo]) begin(person, viewer, sales, person);
    [ben, ana, cleo].forEach((person, at) => assignments.end(person, viewer, sales, 10 + at));

    const slots = [assignments.firstHolder(0, true)];
    for (let slot = slots[0]!; slot >= 0; slot = assignments.nextHolder(slot, true))
      slots.push(assignments.nextHolder(slot, true));

    const over = (revision: number) =>
      slots.filter((slot) => slot >= 0 && assignments.isOver(slot, revision));
    expect(slots).toEqual([cleo, ana, ben, -1]);
    expect([9, 10, 11, 12].map(over)).toEqual([[], [ben], [ana, ben], [cleo, ana, ben]]);
  });

  it('that stand are not over, whenever they began', () => {
    begin(ana, viewer, sales, 5);

    expect([4, 5, 6].map((revision) => assignments.isOver(0, revision))).toEqual([false, false, false]);
  });

  it('count their holders', () => {
    begin(ana, viewer, sales, 1);
    begin(ben, viewer, sales, 2);
    assignments.end(ana, viewer, sales, 3);

    expect(assignments.holdersOf(assignments.pair(viewer, sales)!)).toBe(1);
    expect(assignments.pair(owner, sales)).toBeUndefined();
  });

  it('count inside their period alone', () => {
    begin(ana, viewer, sales, 1, { from: 100, until: 200 });
    begin(ana, owner, root, 2);

    expect([99, 100, 199, 200].map((instant) => held(ana, 2, instant).length)).toEqual([1, 2, 2, 1]);
  });

  it('count inside their period in the past as well', () => {
    begin(ana, viewer, sales, 1, { until: 200 });
    assignments.end(ana, viewer, sales, 2);

    expect([199, 200].map((instant) => held(ana, 1, instant).length)).toEqual([1, 0]);
  });

  it('show a timer those with a period, and whether their beginning was recorded', () => {
    begin(ana, viewer, sales, 1, { from: 100 });
    begin(ben, viewer, sales, 2, { from: 100 });
    begin(cleo, viewer, sales, 3);
    begin(cleo, owner, root, 4, { until: 100 });
    assignments.markStarted(ben, viewer, sales);
    assignments.end(cleo, owner, root, 5);

    expect([...assignments.withPeriod()]).toEqual([
      { slot: assignments.find(ana, viewer, sales), period: { from: 100 }, started: false },
      { slot: assignments.find(ben, viewer, sales), period: { from: 100 }, started: true },
    ]);
  });

  it('begin anew without the period and the start of their earlier life', () => {
    begin(ana, viewer, sales, 1, { from: 100 });
    assignments.markStarted(ana, viewer, sales);
    assignments.end(ana, viewer, sales, 2);
    begin(ana, viewer, sales, 3, { from: 300 });

    expect([...assignments.withPeriod()]).toEqual([{ slot: 0, period: { from: 300 }, started: false }]);
  });

  it('refuse what cannot have happened', () => {
    begin(ana, viewer, sales, 1);

    expect(() => begin(ana, viewer, sales, 2)).toThrow('the role is already assigned there');
    expect(() => assignments.end(ana, owner, sales, 2)).toThrow('the role is not assigned there');
    expect(() => assignments.markStarted(ben, viewer, sales)).toThrow('the role is not assigned there');
    assignments.end(ana, viewer, sales, 2);
    expect(() => assignments.end(ana, viewer, sales, 3)).toThrow('the role is not assigned there');
    expect(() => assignments.markStarted(ana, viewer, sales)).toThrow('the role is not assigned there');
  });

  describe('rolled back', () => {
    beforeEach(() => {
      begin(ana, viewer, sales, 1, { until: 900 });
      begin(ana, owner, root, 2, { from: 100 });
      begin(ana, viewer, root, 3);
      begin(ben, viewer, sales, 4);
      assignments.markStarted(ana, owner, root);
      assignments.end(ben, viewer, sales, 5);
    });

    it.each<[string, () => void]>([
      ['a beginning', () => begin(cleo, owner, sales, 6, { until: 5 })],
      ['a beginning far out', () => begin(99, 9, 9, 6)],
      ['a beginning anew', () => begin(ben, viewer, sales, 6, { from: 1 })],
      ['an end', () => assignments.end(ana, viewer, sales, 6)],
      ['an end in the middle of a chain', () => assignments.end(ana, owner, root, 6)],
      ['a start', () => assignments.markStarted(ana, viewer, sales)],
      ['a start that was recorded before', () => assignments.markStarted(ana, owner, root)],
    ])('leave no trace of %s', (_, change) => {
      const before = structuredClone(assignments.dump());
      const mark = undo.mark();

      change();
      undo.rollback(mark);

      expect(assignments.dump()).toStrictEqual(before);
    });
  });

  it('come back from a dump and live on', () => {
    begin(ana, viewer, sales, 1, { until: 900 });
    begin(ben, viewer, sales, 2);
    assignments.end(ben, viewer, sales, 3);
    const dump = structuredClone(assignments.dump());

    assignments = new Assignments(undo, dump);
    assignments.end(ana, viewer, sales, 4);
    begin(ben, viewer, sales, 5);

    expect([1, 2, 3, 4, 5].map((revision) => holders(viewer, sales, revision))).toEqual([
      [ana],
      [ana, ben],
      [ana],
      [],
      [ben],
    ]);
    expect(dump.past.size).toBe(1);
  });
});

describe('a period', () => {
  it.each([
    [undefined, [true, true, true, true]],
    [{}, [true, true, true, true]],
    [{ from: 2 }, [false, true, true, true]],
    [{ until: 3 }, [true, true, false, false]],
    [{ from: 2, until: 3 }, [false, true, false, false]],
  ])('%p counts from `from` on, until before `until`', (period, expected) => {
    expect([1, 2, 3, 4].map((instant) => counts(period, instant))).toEqual(expected);
  });

  it('that has not begun has not lapsed', () => {
    expect([1, 2, 3].map((instant) => lapsed({ from: 2, until: 3 }, instant))).toEqual([false, false, true]);
    expect(lapsed(undefined, 3)).toBe(false);
  });
});
