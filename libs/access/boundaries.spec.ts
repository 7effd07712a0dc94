import { beforeEach, describe, expect, it } from '@jest/globals';
import { Boundaries } from './boundaries.js';
import { after, second, start } from './testing/ledger.suite.js';
import { Undo } from './undo.js';

describe('boundaries', () => {
  let undo: Undo;
  let boundaries: Boundaries;
  const between = (from: number, to: number) =>
    [...boundaries.between(start + from * second, start + to * second)].sort();
  const assign = (person: number, window: { from?: string; until?: string }) =>
    boundaries.note({
      type: 'RoleAssigned',
      data: { person, role: 'guest', place: 'house:root', source: 'person', ...window },
    });

  beforeEach(() => {
    undo = new Undo();
    boundaries = new Boundaries(undo);
    assign(1, { from: after(50), until: after(90) });
    assign(2, { until: after(20) });
    assign(3, {});
  });

  it('name the people for whom something begins or ends by itself in the time between', () => {
    expect([between(0, 19), between(0, 20), between(20, 49), between(20, 50), between(0, 100)]).toEqual([
      [],
      [2],
      [],
      [1],
      [1, 2],
    ]);
  });

  it('of a stretch of time are all of that time and none of another', () => {
    const within = boundaries.within(start + 20 * second, start + 90 * second);
    const of = (from: number, to: number) => [...within.between(start + from * second, start + to * second)];

    expect([of(0, 20), of(0, 50), of(51, 90), of(0, 100)]).toEqual([[], [1], [1], [1]]);
  });

  it('come from user levels and changes of roles as well, and never from owners', () => {
    const window = { until: after(5) };
    boundaries.note({
      type: 'PermissionGranted',
      data: { person: 4, resource: 'room:a', facet: 'room', level: ['look'], ...window },
    });
    boundaries.note({
      type: 'RoleReplaced',
      data: { person: 5, replaced: 'guest', role: 'host', place: 'house:root', ...window },
    });
    boundaries.note({
      type: 'OwnershipTransferred',
      data: { place: 'room:a', role: 'host', from: 6, to: 7 },
    });

    expect(between(0, 10)).toEqual([4, 5]);
  });

  it('are taken back without a trace', () => {
    const before = boundaries.dump();
    const mark = undo.mark();

    assign(4, { from: after(1), until: after(2) });
    undo.rollback(mark);

    expect(boundaries.dump()).toStrictEqual(before);
    expect(between(0, 10)).toEqual([]);
  });

  it('come back from a dump and go on', () => {
    boundaries = new Boundaries(undo, structuredClone(boundaries.dump()));

    assign(4, { until: after(21) });

    expect(between(0, 30)).toEqual([2, 4]);
  });
});
