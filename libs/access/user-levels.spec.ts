import { beforeEach, describe, expect, it } from '@jest/globals';
import { Undo } from './undo.js';
import { UserLevels, type UserLevel } from './user-levels.js';

const [ana, ben] = [0, 1];
const [sales, support] = [4, 5];
const view: UserLevel = { level: ['view'], given: 1 };
const edit: UserLevel = { level: ['edit'], given: 2, period: { until: 900 } };

describe('user levels', () => {
  let undo: Undo;
  let levels: UserLevels;
  const keys = (found: Iterable<{ person: number; node: number; facet: string }>) =>
    [...found].map(({ person, node, facet }) => [person, node, facet]);

  beforeEach(() => {
    undo = new Undo();
    levels = new UserLevels(undo);
    levels.set(ana, sales, 'unit', view, 1);
    levels.set(ana, support, 'unit', edit, 2);
    levels.set(ben, sales, 'unit', edit, 3);
  });

  it('are kept on a person at a resource for a facet', () => {
    expect(levels.get(ana, sales, 'unit', 3)).toBe(view);
    expect(levels.get(ana, sales, 'door', 3)).toBeUndefined();
    expect(levels.get(ben, support, 'unit', 3)).toBeUndefined();
    expect(levels.get(9, sales, 'unit', 3)).toBeUndefined();
  });

  it('are what they were at the revision', () => {
    levels.set(ana, sales, 'unit', edit, 4);
    levels.set(ana, sales, 'unit', undefined, 6);

    const found = [0, 1, 4, 5, 6].map((revision) => levels.get(ana, sales, 'unit', revision));

    expect(found).toEqual([undefined, view, edit, edit, undefined]);
  });

  it('are found by person and by resource', () => {
    levels.set(ana, sales, 'unit', undefined, 4);

    expect(keys(levels.of(ana, 4))).toEqual([[ana, support, 'unit']]);
    expect(keys(levels.of(ana, 3))).toEqual([
      [ana, sales, 'unit'],
      [ana, support, 'unit'],
    ]);
    expect(keys(levels.at(sales, 3))).toEqual([
      [ana, sales, 'unit'],
      [ben, sales, 'unit'],
    ]);
    expect(keys(levels.at(9, 3))).toEqual([]);
  });

  it('show a timer those with a period', () => {
    levels.set(ben, sales, 'unit', undefined, 4);

    expect(keys(levels.withPeriod(4))).toEqual([[ana, support, 'unit']]);
  });

  it('are taken back without a trace', () => {
    const before = structuredClone(levels.dump());
    const mark = undo.mark();

    levels.set(ana, sales, 'unit', undefined, 4);
    levels.set(ana, sales, 'door', view, 4);
    levels.set(9, 9, 'unit', view, 4);
    undo.rollback(mark);

    expect(levels.dump()).toStrictEqual(before);
    expect(keys(levels.of(9, 9))).toEqual([]);
    expect(keys(levels.at(sales, 9))).toEqual([
      [ana, sales, 'unit'],
      [ben, sales, 'unit'],
    ]);
  });

  it('take the place of one that was taken back, for another person', () => {
    const mark = undo.mark();
    levels.set(ana, sales, 'door', view, 4);
    undo.rollback(mark);

    levels.set(ben, support, 'unit', view, 4);

    expect(keys(levels.at(sales, 4))).toEqual([
      [ana, sales, 'unit'],
      [ben, sales, 'unit'],
    ]);
    expect(keys(levels.of(ana, 4))).toEqual([
      [ana, sales, 'unit'],
      [ana, support, 'unit'],
    ]);
  });

  it('come back from a dump and live on', () => {
    levels = new UserLevels(undo, structuredClone(levels.dump()));

    levels.set(ben, support, 'unit', view, 4);

    expect(keys(levels.at(support, 4))).toEqual([
      [ana, support, 'unit'],
      [ben, support, 'unit'],
    ]);
  });
});
