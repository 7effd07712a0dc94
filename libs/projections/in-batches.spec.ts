import { describe, expect, it } from '@jest/globals';
import { inBatches } from './in-batches.js';
import { placed, ScriptedReader } from './scripted-reader.suite.js';

const open = (reader: ScriptedReader, most = 3) =>
  inBatches(reader, { most, prefix: 'organization-', signal: new AbortController().signal });

describe('events in batches', () => {
  it('are all that is there without waiting, at most so many', async () => {
    const reader = new ScriptedReader();
    reader.does(...[1, 2, 3, 4].map((n) => placed(n)), 'caught up');
    const batches = open(reader);
    expect((await batches.next()).value).toEqual({
      events: [placed(1), placed(2), placed(3)],
      caughtUp: false,
    });
    expect((await batches.next()).value).toEqual({ events: [placed(4)], caughtUp: true });
    await batches.return();
  });

  it('are none where nothing is, and go on when there is something', async () => {
    const reader = new ScriptedReader();
    reader.does('caught up');
    const batches = open(reader);
    expect((await batches.next()).value).toEqual({ events: [], caughtUp: true });
    const next = batches.next();
    reader.does(placed(1), 'caught up');
    expect((await next).value).toEqual({ events: [placed(1)], caughtUp: true });
    await batches.return();
  });

  it('end with what was there, as the subscription does', async () => {
    const reader = new ScriptedReader();
    reader.does(placed(1), 'end');
    const batches = open(reader);
    expect((await batches.next()).value).toEqual({ events: [placed(1)], caughtUp: false });
    expect((await batches.next()).done).toBe(true);
  });

  it('fail as the subscription does, behind what was there', async () => {
    const reader = new ScriptedReader();
    reader.does(placed(1), { error: new Error('the link is down') });
    const batches = open(reader);
    expect((await batches.next()).value).toEqual({ events: [placed(1)], caughtUp: false });
    await expect(batches.next()).rejects.toThrow('the link is down');
  });

  it('are left by whoever has enough, while the subscription waits', async () => {
    const reader = new ScriptedReader();
    reader.does(placed(1), 'caught up');
    for await (const { events } of open(reader)) {
      expect(events).toHaveLength(1);
      break;
    }
  });
});
