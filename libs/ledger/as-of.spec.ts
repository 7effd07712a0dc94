import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger } from './ledger.js';
import { morning, World } from './world.suite.js';

const minute = 60_000;

let world: World;
let ledger: Ledger;

beforeEach(async () => {
  world = new World();
  await world.found();
  world.now += minute;
  await world.send('AddUser', { user: 'dev' });
  world.now += minute;
  await world.send('SuspendUser', { user: 'dev' });
  ledger = await world.ledgers.open('acme');
});

describe('a view', () => {
  it('is live: the last durable revision, now', () => {
    world.now += minute;
    expect(ledger.live()).toMatchObject({ revision: 11, instant: world.now });
    world.now -= 10 * minute;
    expect(ledger.live()).toMatchObject({ revision: 11, instant: morning + 2 * minute });
  });

  it('is as of a revision, at the instant of its event', async () => {
    const view = await ledger.at({ asOf: 10 });
    expect(view).toMatchObject({ revision: 10, instant: morning + minute });
    expect(view.status(1)).toBe('active');
    expect((await ledger.at({ asOf: 9 })).status(1)).toBeUndefined();
  });

  it('is as of a time: the last revision at or before it, at that time', async () => {
    const of = async (time: number): Promise<readonly number[]> => {
      const { revision, instant } = await ledger.at({ asOf: { time } });
      return [revision, instant - morning];
    };
    expect(await of(morning)).toEqual([9, 0]);
    expect(await of(morning + minute - 1)).toEqual([9, minute - 1]);
    expect(await of(morning + minute)).toEqual([10, minute]);
    expect(await of(morning + 2 * minute)).toEqual([11, 2 * minute]);
  });

  it('is not to be had of the future, nor of the time before the first event', async () => {
    const ahead = { code: 'REVISION_NOT_YET_AVAILABLE' };
    await expect(ledger.at({ asOf: 12 })).rejects.toMatchObject(ahead);
    await expect(ledger.at({ asOf: { time: world.now + 1 } })).rejects.toMatchObject(ahead);
    const before = { code: 'MALFORMED' };
    await expect(ledger.at({ asOf: -1 })).rejects.toMatchObject(before);
    await expect(ledger.at({ asOf: { time: morning - 1 } })).rejects.toMatchObject(before);
  });
});

describe('a reader who wants at least a revision', () => {
  it('waits until it is durable', async () => {
    const patient = world.start({ outside: { pause: () => new Promise(() => {}) } });
    const waiting = (await patient.open('acme')).at({ atLeast: 12 });
    await world.send('ReinstateUser', { user: 'dev' }, { at: patient });
    expect(await waiting).toMatchObject({ revision: 12 });
  });

  it('sees what another process wrote', async () => {
    const other = await world.start().open('acme');
    await world.send('ReinstateUser', { user: 'dev' });
    expect(other.live().revision).toBe(11);
    expect(await other.at({ atLeast: 12 })).toMatchObject({ revision: 12 });
    expect(await other.at({ atLeast: 12, asOf: 10 })).toMatchObject({ revision: 10 });
  });

  it('gives up after a while', async () => {
    await expect(ledger.at({ atLeast: 12 })).rejects.toMatchObject({
      code: 'REVISION_NOT_YET_AVAILABLE',
      detail: expect.stringContaining('at revision 11'),
    });
    expect(ledger.isIdle).toBe(true);
  });
});
