import type { NewEvent } from '#events/envelope.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { World } from './world.suite.js';

let world: World;

beforeEach(async () => {
  world = new World();
  await world.found();
  await world.found({ organization: 'beta' });
});

type Change = (event: NewEvent) => NewEvent;

const unreadable: Readonly<Record<string, Change>> = {
  'of a type nobody knows': (event) => ({ ...event, type: 'RoleSold' }),
  'that does not fit those before it': (event) => ({
    ...event,
    type: 'RoleRevoked',
    data: { person: 0, role: 'viewer', place: 'group:sales' },
  }),
  'that lacks what it must have': (event) => ({ ...event, type: 'ResourceRegistered', data: {} }),
  'older than the one before it': (event) => ({ ...event, metadata: { ...event.metadata, time: '17' } }),
  'in an envelope of another version': (event) => ({
    ...event,
    // A version that is yet to come.
    metadata: { ...event.metadata, schema: '2' as '1' },
  }),
  'about somebody without a key': (event) => ({
    ...event,
    type: 'UserActivated',
    data: { person: 1, identity: 'v1.AAAA.AAAA.AAAA' },
  }),
};

/** An event as another program may write it, after the ones that founded the organization. */
function append(change: Change): Promise<number> {
  const [id, command] = [world.newId(), world.newId()];
  const now = String(world.now);
  const metadata = {
    schema: '1',
    time: now,
    clock: now,
    actor: 'operator:root',
    via: 'operator:root',
    command,
    index: '0',
    count: '1',
    correlation: 'req-2',
  } as const;
  const event = { id, type: 'OrganizationRenamed', metadata, data: { name: 'Acme' } };
  return world.store.append('organization-acme', [change(event)], 9);
}

describe.each(Object.entries(unreadable))('an event %s', (_, change) => {
  beforeEach(() => append(change));

  it('stops its organization, and no other, when the ledger is read', async () => {
    const ledgers = world.start();
    const stale = { code: 'READ_MODEL_STALE', detail: expect.stringContaining('`acme`') };
    await expect(ledgers.open('acme')).rejects.toMatchObject(stale);
    await expect(ledgers.open('acme')).rejects.toMatchObject(stale);
    await expect(world.send('AddUser', { user: 'dev' }, { at: ledgers })).rejects.toMatchObject(stale);
    expect(ledgers.peek('acme')).toBeUndefined();
    await world.send('AddUser', { user: 'dev' }, { organization: 'beta', at: ledgers });
    expect((await ledgers.open('beta')).live().revision).toBe(10);
  });

  it('stops a ledger that is in memory as soon as it is met', async () => {
    const ledger = world.ledgers.peek('acme')!;
    await expect(world.send('AddUser', { user: 'dev' })).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    expect(() => ledger.live()).toThrow(/READ_MODEL_STALE/);
    await expect(ledger.at({ asOf: 3 })).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    expect(world.ledgers.peek('acme')).toBeUndefined();
    expect(world.told).toContain('failed');
  });
});

describe('a ledger that could not be read', () => {
  it('is not read again for a moment, and then is', async () => {
    await append(unreadable['of a type nobody knows']!);
    const ledgers = world.start();
    const failures = (): number => world.told.filter((word) => word === 'failed').length;
    await expect(ledgers.open('acme')).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    await expect(ledgers.open('acme')).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    expect(failures()).toBe(1);
    world.now += 30_000;
    await expect(ledgers.open('acme')).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    expect(failures()).toBe(2);
  });
});

describe('keys that are missing', () => {
  it('stop the organization: nobody is mistaken for somebody else', async () => {
    await world.send('AddUser', { user: 'dev' });
    const [activated] = await world.events('organization-acme', { from: 10 });
    await world.keys.destroy([String(activated!.data['key'])]);
    await expect(world.start().open('acme')).rejects.toMatchObject({
      code: 'READ_MODEL_STALE',
      cause: { message: 'the keys of 1 people are missing, restore the key store' },
    });
  });

  it("stop it also when the organization's own is", async () => {
    const [created] = await world.events('organization-acme');
    await world.keys.destroy([String(created!.data['key'])]);
    await expect(world.start().open('acme')).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
  });
});
