import { beforeEach, describe, expect, it } from '@jest/globals';
import { Undo } from './undo.js';

describe('undo', () => {
  let undo: Undo;
  let taken: string[];
  const step = (name: string) => undo.step(() => taken.push(name));

  beforeEach(() => {
    undo = new Undo();
    taken = [];
  });

  it('takes back everything since the mark, newest first', () => {
    const mark = undo.mark();
    step('a');
    step('b');

    undo.rollback(mark);

    expect(taken).toEqual(['b', 'a']);
  });

  it('leaves what came before the mark', () => {
    undo.mark();
    step('accepted');
    const mark = undo.mark();
    step('refused');

    undo.rollback(mark);

    expect(taken).toEqual(['refused']);
  });

  it('goes on recording for an outer mark, even when nothing came between the two', () => {
    const outer = undo.mark();
    undo.rollback(undo.mark());
    step('later');

    undo.rollback(outer);

    expect(taken).toEqual(['later']);
  });

  it('takes marks that were made later along', () => {
    const outer = undo.mark();
    const inner = undo.mark();

    undo.rollback(outer);

    expect(() => undo.rollback(inner)).toThrow('the mark was used up');
  });

  it('records nothing before the first mark and after the last was rolled back', () => {
    step('before');
    undo.rollback(undo.mark());
    step('after');

    undo.rollback(undo.mark());

    expect(taken).toEqual([]);
  });

  it('forgets what is settled', () => {
    undo.mark();
    step('stored');
    undo.settle();
    const mark = undo.mark();
    step('new');

    undo.rollback(mark);

    expect(taken).toEqual(['new']);
  });
});
