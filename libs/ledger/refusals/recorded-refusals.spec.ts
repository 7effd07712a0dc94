import { beforeEach, describe, expect, it } from '@jest/globals';
import { person, World } from '../world.suite.js';

let world: World;

beforeEach(async () => {
  world = new World();
  await world.found();
  await world.send('AddUser', { user: 'dev' });
});

const stream = 'refusals-acme';
const assignment = { user: 'dev', role: 'owner', place: 'group:sales' };
const dev = { by: person('dev') };

const refused = (options: Parameters<World['send']>[2] = dev): Promise<unknown> =>
  world.send('AssignRole', assignment, options).catch((error: unknown) => error);

describe('a refused attempt', () => {
  it('is recorded before it is answered, sealed, without moving the revision', async () => {
    const held = world.store.hold();
    let answered = false;
    const attempt = refused().then((error) => {
      answered = true;
      return error;
    });
    await held.arrived;
    expect(answered).toBe(false);
    held.release();
    expect(await attempt).toMatchObject({ code: 'FORBIDDEN' });
    const [event] = await world.events(stream);
    expect(event).toMatchObject({
      type: 'CommandRefused',
      revision: 0,
      metadata: { actor: 'person:1', via: 'operator:root', index: '0', count: '1', correlation: 'req-1' },
      data: { command: 'AssignRole', index: 0, code: 'FORBIDDEN', revision: 10 },
    });
    expect(event!.data['data']).toMatch(/^v1\./);
    expect(event!.metadata).not.toHaveProperty('model');
    expect(world.ledgers.peek('acme')!.durable).toBe(10);
  });

  it('is read by those who look at the trail', async () => {
    await refused();
    const ledger = await world.start().open('acme');
    const { events, revision } = await ledger.trail({ refused: true, limit: 10 });
    expect(revision).toBe(0);
    expect(events).toMatchObject([
      {
        type: 'CommandRefused',
        revision: 0,
        actor: 'dev',
        data: { command: 'AssignRole', code: 'FORBIDDEN', revision: 10, data: assignment },
      },
    ]);
  });

  it('shows people it names as erased when they are', async () => {
    const rows = [{ user: 'dev', email: 'dev@example.com', attributes: { team: 'owls' } }, { user: 'eve' }];
    await world.send('ImportUsers', { rows }, dev).catch(() => {});
    await refused();
    await world.send('EraseUser', { user: 'dev' });
    const { events } = await world.ledgers
      .peek('acme')!
      .trail({ refused: true, limit: 10, user: 'erased-1' });
    expect(events.map(({ actor, data }) => [actor, data['data']])).toEqual([
      ['erased-1', { ...assignment, user: 'erased-1' }],
      ['erased-1', { rows: [{ user: 'erased-1' }, { user: 'eve' }] }],
    ]);
    expect(
      (await world.ledgers.peek('acme')!.trail({ refused: true, limit: 10, user: 'dev' })).events,
    ).toEqual([]);
  });

  it('says which command of a list it was', async () => {
    const commands = [
      ['AddUser', { user: 'max' }],
      ['AssignRole', { ...assignment, user: 'nobody' }],
    ] as const;
    await world.sendAll(commands).catch(() => {});
    expect((await world.events(stream))[0]!.data).toMatchObject({ command: 'AssignRole', index: 1 });
  });

  it('is answered with 503 when it cannot be recorded', async () => {
    world.store.refuse();
    expect(await refused()).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('is recorded once when the outcome of the record was not known', async () => {
    world.store.loseAnswer();
    expect(await refused()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await world.events(stream)).toHaveLength(1);
  });

  it('is recorded by several processes', async () => {
    const other = world.start();
    for (const at of [world.ledgers, other, world.ledgers, other]) await refused({ ...dev, at });
    expect(await world.events(stream)).toHaveLength(4);
  });

  it('leaves out data that are very long', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({
      user: `${'x'.repeat(240)}-${index}`,
      email: `${'y'.repeat(60)}${index}@example.com`,
    }));
    await world.send('ImportUsers', { rows }, dev).catch(() => {});
    const [event] = await world.events(stream);
    expect(event!.data).toEqual({ command: 'ImportUsers', index: 0, code: 'FORBIDDEN', revision: 10 });
    const { events } = await world.ledgers.peek('acme')!.trail({ refused: true, limit: 1 });
    expect(events[0]!.data).not.toHaveProperty('data');
  });
});

describe('nothing is recorded of', () => {
  it.each([
    ['trials', { ...dev, dryRun: true }],
    ['strangers', { by: person('eve') }],
    ['conflicts', { ...dev, expectedRevision: 3 }],
  ])('%s', async (_, options) => {
    await refused(options);
    expect(await world.events(stream)).toEqual([]);
  });

  it('an organization that did not begin', async () => {
    const data = {
      name: 'Beta',
      model: { name: 'ocp', version: 1 },
      admin: { user: 'ana', role: 'org_admin' },
    };
    const begun = world.sendAll(
      [
        ['CreateOrganization', data],
        ['AssignRole', { user: 'nobody', role: 'org_admin' }],
      ],
      { organization: 'beta' },
    );
    await expect(begun).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    expect(await world.events('refusals-beta')).toEqual([]);
    expect(world.ledgers.peek('beta')).toBeUndefined();
  });

  it("commands that change nobody's rights", async () => {
    await world.send('NotifyUsers', { users: ['ana'], text: 'hello' }, dev).catch(() => {});
    expect(await world.events(stream)).toEqual([]);
  });
});

describe('many refusals of one actor', () => {
  it('are counted beyond sixty a minute, and the number is recorded', async () => {
    await Promise.all(Array.from({ length: 75 }, () => refused()));
    expect(await world.events(stream)).toHaveLength(60);
    world.now += 60_000;
    await refused();
    const events = await world.events(stream, { from: 60 });
    expect(events).toMatchObject([
      { type: 'RefusalsLeftOut', metadata: { actor: 'person:1', via: 'system' }, data: { count: 15 } },
      { type: 'CommandRefused' },
    ]);
  });

  it('do not count for another actor', async () => {
    await world.send('AddUser', { user: 'max' });
    await Promise.all(Array.from({ length: 61 }, () => refused()));
    await refused({ by: person('max') });
    const actors = (await world.events(stream)).map(({ metadata }) => metadata.actor);
    expect(actors.filter((actor) => actor === 'person:2')).toHaveLength(1);
  });

  it('are told by a timer when no more come, or when the service stops', async () => {
    await Promise.all(Array.from({ length: 61 }, () => refused()));
    world.ring();
    await world.ledgers.close();
    expect((await world.events(stream)).at(-1)).toMatchObject({
      type: 'RefusalsLeftOut',
      data: { count: 1 },
    });
    world.ledgers = world.start();
    await Promise.all(Array.from({ length: 62 }, () => refused()));
    await world.ledgers.close();
    expect((await world.events(stream)).at(-1)).toMatchObject({
      type: 'RefusalsLeftOut',
      data: { count: 2 },
    });
  });
});
