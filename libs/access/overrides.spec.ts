import { beforeEach, describe, expect, it } from '@jest/globals';
import { Overrides } from './overrides.js';
import { Undo } from './undo.js';

const readers = new Map([[0, ['read']]]);
const writers = new Map([[1, ['write']]]);

describe('overrides', () => {
  let undo: Undo;
  let overrides: Overrides;

  beforeEach(() => {
    undo = new Undo();
    overrides = new Overrides(undo);
    overrides.set('board', 4, readers, 1);
    overrides.set('board', 5, writers, 2);
  });

  it('stand on a resource for one facet', () => {
    expect(overrides.get('board', 4, 2)).toBe(readers);
    expect(overrides.get('board', 6, 2)).toBeUndefined();
    expect(overrides.get('door', 4, 2)).toBeUndefined();
  });

  it('are what they were at the revision', () => {
    overrides.set('board', 4, writers, 3);
    overrides.set('board', 4, undefined, 5);

    const lists = [0, 1, 3, 4, 5].map((revision) => overrides.get('board', 4, revision));

    expect(lists).toEqual([undefined, readers, writers, writers, undefined]);
    expect([1, 4].map((revision) => overrides.sinceOf('board', 4, revision))).toEqual([1, 3]);
  });

  it('list all that stood at the revision', () => {
    overrides.set('board', 4, undefined, 3);
    overrides.set('door', 4, readers, 4);
    const standing = (revision: number) =>
      [...overrides.standing(revision)].map(({ facet, node }) => `${facet} ${node}`);

    expect(standing(2)).toEqual(['board 4', 'board 5']);
    expect(standing(4)).toEqual(['board 5', 'door 4']);
  });

  it('are found by a role that they named at the revision', () => {
    overrides.set('door', 4, readers, 3);
    overrides.set('board', 4, writers, 4);
    const naming = (role: number, revision: number) => told(overrides, role, revision);

    expect([1, 3, 4].map((revision) => naming(0, revision))).toEqual([
      ['board 4'],
      ['board 4', 'door 4'],
      ['door 4'],
    ]);
    expect([1, 2, 4].map((revision) => naming(1, revision))).toEqual([
      [],
      ['board 5'],
      ['board 5', 'board 4'],
    ]);
    expect(naming(2, 4)).toEqual([]);
  });

  it('are found by a role after a restart, and not where they were taken back', () => {
    const mark = undo.mark();
    overrides.set('door', 6, readers, 3);
    undo.rollback(mark);
    overrides.set('board', 4, writers, 3);
    const restarted = new Overrides(new Undo(), structuredClone(overrides.dump()));

    for (const some of [overrides, restarted]) {
      expect([2, 3].map((revision) => told(some, 0, revision))).toEqual([['board 4'], []]);
      expect(told(some, 1, 3).sort()).toEqual(['board 4', 'board 5']);
    }
  });

  it('are taken back without a trace', () => {
    const before = structuredClone(overrides.dump());
    const mark = undo.mark();

    overrides.set('board', 4, undefined, 3);
    overrides.set('board', 6, readers, 3);
    overrides.set('door', 4, readers, 3);
    undo.rollback(mark);
    const after = structuredClone(overrides.dump());
    overrides.set('board', 7, readers, 3);

    expect(after).toStrictEqual(before);
    expect([overrides.get('board', 5, 3), overrides.get('board', 7, 3)]).toEqual([writers, readers]);
  });

  it('happen again after they were taken back, as if for the first time', () => {
    const mark = undo.mark();
    overrides.set('board', 6, readers, 3);
    const once = structuredClone(overrides.dump());
    undo.rollback(mark);

    overrides.set('board', 6, readers, 3);

    expect(overrides.dump()).toStrictEqual(once);
  });

  it('come back from a dump and live on', () => {
    overrides = new Overrides(undo, structuredClone(overrides.dump()));

    overrides.set('board', 6, readers, 3);

    expect([4, 5, 6].map((node) => overrides.get('board', node, 3))).toEqual([readers, writers, readers]);
  });
});

function told(overrides: Overrides, role: number, revision: number): string[] {
  return [...overrides.naming(role, revision)].map(({ facet, node }) => `${facet} ${node}`);
}
