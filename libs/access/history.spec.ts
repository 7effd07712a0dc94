import { beforeEach, describe, expect, it } from '@jest/globals';
import { History } from './history.js';
import { Undo } from './undo.js';

describe('history', () => {
  let undo: Undo;
  let history: History;

  beforeEach(() => {
    undo = new Undo();
    history = new History(undo);
    history.record({ revision: 0, time: 100, actor: 'operator:root' });
    history.record({ revision: 1, time: 200, actor: 'person:0' });
    history.record({ revision: 2, time: 200, actor: 'operator:root' });
    history.record({ revision: 3, time: 300, actor: 'person:0' });
  });

  it('knows when each event was and on whose account', () => {
    expect([0, 1, 2, 3].map((revision) => history.time(revision))).toEqual([100, 200, 200, 300]);
    expect([0, 1, 2, 3].map((revision) => history.actor(revision))).toEqual([
      'operator:root',
      'person:0',
      'operator:root',
      'person:0',
    ]);
  });

  it.each([
    [99, -1],
    [100, 0],
    [199, 0],
    [200, 2],
    [299, 2],
    [300, 3],
    [Infinity, 3],
  ])('turns the time %p into revision %p, the last at or before it', (time, revision) => {
    expect(history.revisionAt(time)).toBe(revision);
  });

  it('is empty before the first event', () => {
    const empty = new History(undo);

    expect(empty.revision).toBe(-1);
    expect(empty.revisionAt(Infinity)).toBe(-1);
  });

  it('refuses an event out of order', () => {
    expect(() => history.record({ revision: 5, time: 300, actor: 'person:0' })).toThrow(
      'event 5 does not follow event 3',
    );
    expect(() => history.record({ revision: 3, time: 300, actor: 'person:0' })).toThrow(RangeError);
  });

  it('refuses an event that is older than the one before it', () => {
    expect(() => history.record({ revision: 4, time: 299, actor: 'person:0' })).toThrow(
      'event 4 is older than the event before it',
    );
    expect(history.revision).toBe(3);
  });

  it('takes events back without a trace', () => {
    const before = structuredClone(history.dump());
    const mark = undo.mark();

    history.record({ revision: 4, time: 400, actor: 'service:crm' });
    undo.rollback(mark);

    expect(history.dump()).toStrictEqual(before);
    expect(history.revisionAt(400)).toBe(3);
  });

  it('comes back from a dump and goes on', () => {
    history = new History(undo, structuredClone(history.dump()));

    history.record({ revision: 4, time: 400, actor: 'person:0' });

    expect(history.revision).toBe(4);
    expect(history.actor(1)).toBe(history.actor(4));
    expect(history.dump().names).toEqual(['operator:root', 'person:0']);
  });
});
