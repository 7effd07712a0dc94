import { beforeEach, describe, expect, it } from '@jest/globals';
import { World } from './world.suite.js';

let world: World;

beforeEach(() => {
  world = new World();
});

describe('an organization', () => {
  it('begins with its ledger', async () => {
    const { revision, events } = await world.found();
    expect(events[0]).toMatchObject({ type: 'OrganizationCreated', revision: 0, actor: 'operator:root' });
    expect(events).toHaveLength(revision + 1);
    const ledger = await world.ledgers.open('acme');
    expect(ledger.durable).toBe(revision);
    expect(ledger.live().status(ledger.directory.find('ana')!)).toBe('active');
  });

  it('is unknown before', async () => {
    await expect(world.ledgers.open('acme')).rejects.toMatchObject({ code: 'UNKNOWN_ORGANIZATION' });
    await expect(world.send('AddUser', { user: 'dev' })).rejects.toMatchObject({
      code: 'UNKNOWN_ORGANIZATION',
    });
    expect(world.ledgers.peek('acme')).toBeUndefined();
    expect(world.store.appends).toEqual([]);
  });

  it('begins once when many begin it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => world.found()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'ORGANIZATION_EXISTS' });
    }
  });

  it('is read anew by another process', async () => {
    await world.found();
    const invitation = { emails: 'dev@example.com', roles: ['developer'], place: 'group:sales' };
    const { revision } = await world.send('InviteUser', invitation);
    const ledger = await world.start().open('acme');
    const dev = ledger.directory.find('dev@example.com')!;
    expect(ledger.durable).toBe(revision);
    expect(ledger.live().status(dev)).toBe('invited');
    expect(ledger.directory.identity(dev)).toEqual({ user: 'dev@example.com', email: 'dev@example.com' });
  });

  it('is stored without a word of who people are', async () => {
    await world.found();
    await world.send('AddUser', { user: 'zoe', email: 'zoe@there.test', attributes: { team: 'owls' } });
    await world.send('NotifyUsers', { users: ['zoe'], text: 'hello zoe' });
    await world.send('SuspendUser', { user: 'zoe' }, { reason: 'zoe is away' });
    await world.send('AssignRole', { user: 'zoe', role: 'no-such-role' }).catch(() => {});
    const events = [...(await world.events()), ...(await world.events('refusals-acme'))];
    expect(events.map(({ type }) => type)).toContain('CommandRefused');
    const text = JSON.stringify(events);
    for (const word of ['zoe', 'there.test', 'owls', 'example.com']) expect(text).not.toContain(word);
  });
});

describe('loading', () => {
  it('is shared by those who ask at once', async () => {
    await world.found();
    const another = world.start();
    world.told.length = 0;
    const [one, two] = await Promise.all([another.open('acme'), another.open('acme')]);
    expect(one).toBe(two);
    expect(another.peek('acme')).toBe(one);
    expect(world.told).toEqual([`read ${one.durable}`]);
  });

  it('is tried again after the store was away', async () => {
    await world.found();
    await world.keys.close();
    const another = world.start();
    await expect(another.open('acme')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(another.peek('acme')).toBeUndefined();
  });

  it('is refused where the master key is another', async () => {
    await world.found();
    const another = world.start({ masterKey: new Uint8Array(32).fill(8) });
    await expect(another.start()).rejects.toThrow(/master key is not the one/);
    await expect(another.open('acme')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('memory', () => {
  it('lets organizations leave that nobody asks for', async () => {
    await world.found();
    world.ledgers.sweep();
    expect(world.ledgers.peek('acme')).toBeDefined();
    world.ledgers.sweep();
    world.ledgers.sweep();
    expect(world.ledgers.peek('acme')).toBeUndefined();
    expect(world.told).toContain('dropped acme');
    await world.send('AddUser', { user: 'dev' });
    expect(world.ledgers.peek('acme')).toBeDefined();
  });

  it('looks after them by itself', async () => {
    await world.found();
    world.ring();
    world.ring();
    world.ring();
    expect(world.told).toContain('dropped acme');
  });

  it('never lets one leave that has work', async () => {
    await world.found();
    const held = world.store.hold();
    const added = world.send('AddUser', { user: 'dev' });
    await held.arrived;
    for (let sweeps = 0; sweeps < 3; sweeps++) world.ledgers.sweep();
    expect(world.told).not.toContain('dropped acme');
    held.release();
    await added;
  });

  it('holds so many organizations and no more, those asked for last', async () => {
    const organizations = ['a', 'b', 'c', 'd'];
    world.ledgers = world.start({ limits: { loaded: 3 } });
    for (const organization of organizations) await world.found({ organization });
    expect(organizations.filter((organization) => world.ledgers.peek(organization))).toHaveLength(3);
    expect(world.ledgers.peek('d')).toBeDefined();
  });
});

describe('closing', () => {
  it('finishes what was accepted, and takes nothing more', async () => {
    await world.found();
    const held = world.store.hold();
    const first = world.send('AddUser', { user: 'first' });
    await held.arrived;
    const second = world.send('AddUser', { user: 'second' });
    const closed = world.ledgers.close();
    await expect(world.send('AddUser', { user: 'third' })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    held.release();
    await closed;
    expect((await first).events).toHaveLength(1);
    expect((await second).events).toHaveLength(1);
    const ledger = await world.start().open('acme');
    expect(['first', 'second', 'third'].map((user) => ledger.directory.find(user))).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it('leaves no alarm behind', async () => {
    await world.found();
    await world.ledgers.close();
    expect(world.alarms.size).toBe(0);
  });
});
