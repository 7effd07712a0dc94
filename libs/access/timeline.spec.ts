import { beforeEach, describe, expect, it } from '@jest/globals';
import { Timeline } from './timeline.js';
import { Undo } from './undo.js';

describe('a timeline', () => {
  let undo: Undo;
  let line: Timeline<string>;
  const at = (revisions: readonly number[], key = 0) => revisions.map((revision) => line.get(key, revision));

  beforeEach(() => {
    undo = new Undo();
    line = new Timeline(undo);
  });

  it('answers with the value that held at the revision', () => {
    line.set(0, 'a', 2);
    line.set(0, 'b', 5);
    line.set(0, 'c', 6);

    expect(at([0, 1, 2, 4, 5, 6, 99])).toEqual([undefined, undefined, 'a', 'a', 'b', 'c', 'c']);
  });

  it('knows since when', () => {
    line.set(0, 'a', 2);
    line.set(0, 'b', 5);

    expect([1, 2, 4, 5, 9].map((revision) => line.sinceOf(0, revision))).toEqual([undefined, 2, 2, 5, 5]);
  });

  it('ends a value and begins it anew', () => {
    line.set(0, 'a', 2);
    line.set(0, undefined, 4);
    line.set(0, 'a', 7);

    expect(at([3, 4, 6, 7])).toEqual(['a', undefined, undefined, 'a']);
  });

  it('keeps the last of several values of one revision', () => {
    line.set(0, 'before', 1);
    line.set(0, 'a', 3);
    line.set(0, 'b', 3);

    expect(at([2, 3, 4])).toEqual(['before', 'b', 'b']);
  });

  it('keeps keys apart, however far they lie from each other', () => {
    line.set(9, 'nine', 1);
    line.set(3, 'three', 2);

    expect([0, 3, 9, 10].map((key) => line.get(key, 2))).toEqual([undefined, 'three', 'nine', undefined]);
  });

  it('finds its way in a long past', () => {
    for (let revision = 0; revision < 1000; revision += 2) line.set(0, `from ${revision}`, revision);

    expect(at([0, 1, 499, 500, 997, 5000])).toEqual([
      'from 0',
      'from 0',
      'from 498',
      'from 500',
      'from 996',
      'from 998',
    ]);
  });

  it('takes changes back without a trace', () => {
    line.set(0, 'a', 1);
    const before = structuredClone(line.dump());
    const mark = undo.mark();

    line.set(0, 'b', 2);
    line.set(0, undefined, 2);
    line.set(0, 'c', 3);
    line.set(7, 'seven', 3);
    undo.rollback(mark);

    expect(line.dump()).toStrictEqual(before);
    expect(at([0, 1, 2, 3])).toEqual([undefined, 'a', 'a', 'a']);
  });

  it('comes back from a dump and lives on, without a hold on the dump', () => {
    line.set(0, 'a', 1);
    line.set(0, 'b', 2);
    const dump = structuredClone(line.dump());

    line = new Timeline(undo, dump);
    line.set(0, 'c', 3);

    expect(at([1, 2, 3])).toEqual(['a', 'b', 'c']);
    expect(new Timeline<string>(undo, dump).get(0, 3)).toBe('b');
  });
});
