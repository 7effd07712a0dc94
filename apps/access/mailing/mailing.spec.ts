import { MemoryMailTransport } from '#adapters/memory/mail-transport.js';
import { MemoryPositionStore } from '#adapters/memory/position-store.js';
import { World } from '#ledger/world.suite.js';
import { type Mail, MailRefused, type MailTransport } from '#projections/mailing/mail-transport.js';
import { Odometer } from '#projections/lag.js';
import { Deliveries } from '#projections/mailing/deliveries.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import type { Homes } from '../homes.js';
import { openLog } from '../log.js';
import { Metrics } from '../metrics/metrics.js';
import { Invitations } from '../queries/users/invitations.js';
import { Mailing } from './mailing.js';

const from = { name: 'Grantline', address: 'access@example.com' };

describe('mailing invitations', () => {
  let world: World;
  let homes: Homes;
  let post: MemoryMailTransport;
  let metrics: Metrics;
  let mailing: Mailing;
  let logged: string[];
  const running: Mailing[] = [];

  async function start(transport: MailTransport = post): Promise<Mailing> {
    metrics = new Metrics();
    const odometer = new Odometer(() => 0);
    const options = { homes, ledgers: world.ledgers, transport, from, clock: () => world.now, metrics };
    const mailing = new Mailing({
      ...{ ...options, odometer },
      log: openLog('info', { write: (line) => void logged.push(line) }),
    });
    await mailing.start();
    running.push(mailing);
    return mailing;
  }

  /** Resolves when every event was looked at, and nothing is to be sent now. */
  async function settled(one = mailing): Promise<void> {
    while (!one.isLive) await setImmediate();
  }

  /** How the invitations fare of everybody who is invited. */
  async function shown(): Promise<readonly unknown[]> {
    const ledger = await world.ledgers.open('acme');
    const view = ledger.live();
    const people = Array.from({ length: view.access.people.size }, (_, person) => person);
    const invitations = new Invitations(new Deliveries(world.store, () => world.now));
    return [...(await invitations.of('acme', view, people)).values()];
  }

  beforeEach(async () => {
    world = new World();
    logged = [];
    homes = {
      events: world.store,
      keys: world.keys,
      snapshots: world.snapshots,
      positions: new MemoryPositionStore(),
      shared: false,
      close: async () => {},
    };
    post = new MemoryMailTransport();
    await world.found();
    mailing = await start();
  });

  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });

  it('sends what is asked for, and says that it did', async () => {
    await world.send('InviteUser', { emails: 'ina@x.io, jon@x.io' });
    while (post.mails.length < 2) await setImmediate();
    await settled();

    expect(post.mails.map(({ to }) => to)).toEqual(['ina@x.io', 'jon@x.io']);
    expect(await shown()).toEqual(
      Array.from({ length: 2 }, () => ({
        status: 'sent',
        since: '2026-11-21T09:00:00.000Z',
        expires: '2026-12-05T09:00:00.000Z',
      })),
    );
    expect(await metrics.registry.metrics()).toMatch(/^grantline_mails_accepted_total 2$/m);
  });

  it('goes on after a restart where it was, and sends nothing again', async () => {
    await world.send('InviteUser', { emails: 'ina@x.io' });
    while (post.mails.length < 1) await setImmediate();
    await settled();
    await mailing.stop();
    await world.send('InviteUser', { emails: 'jon@x.io' });
    const second = await start();
    while (post.mails.length < 2) await setImmediate();
    await settled(second);

    expect(post.mails.map(({ to }) => to)).toEqual(['ina@x.io', 'jon@x.io']);
  });

  it('sends nothing again where its position is lost', async () => {
    await world.send('InviteUser', { emails: 'ina@x.io' });
    while (post.mails.length < 1) await setImmediate();
    await settled();
    await mailing.stop();
    homes = { ...homes, positions: new MemoryPositionStore() };
    await settled(await start());

    expect(post.mails).toHaveLength(1);
  });

  it('shows what is refused, without the address in the log or in what is stored', async () => {
    await mailing.stop();
    mailing = await start({
      send: async () => {
        throw new MailRefused({ code: 550, status: '5.1.1' });
      },
    });
    await world.send('InviteUser', { emails: 'ina@x.io' });
    expect(await shown()).toMatchObject([{ status: 'waiting' }]);
    while ((await world.events('mail-acme')).length === 0) await setImmediate();
    await settled();

    expect(await shown()).toMatchObject([{ status: 'undeliverable', reply: '550 5.1.1' }]);
    expect(logged.join('')).toMatch(/"reply":\{"code":550,"status":"5\.1\.1"\}/);
    expect(logged.join('') + JSON.stringify(await world.events('mail-acme'))).not.toContain('ina@');
    expect(await metrics.registry.metrics()).toMatch(/^grantline_mails_refused_total 1$/m);
  });

  it('is behind while the server is away, and says for how long', async () => {
    const away = Promise.withResolvers<void>();
    await mailing.stop();
    mailing = await start({
      send: async () => {
        away.resolve();
        throw new Error('connect ECONNREFUSED 127.0.0.1:25');
      },
    });
    await world.send('InviteUser', { emails: 'ina@x.io' });
    await away.promise;
    world.now += 90_000;

    expect(mailing.isLive).toBe(false);
    expect(mailing.lag).toEqual({ mails: 1, seconds: 90 });
    const told = await metrics.registry.metrics();
    expect(told).toMatch(/^grantline_mailer_live 0$/m);
    expect(told).toMatch(/^grantline_mailer_waiting_mails 1$/m);
    expect(told).toMatch(/^grantline_mailer_lag_seconds 90$/m);
  });

  it('sends what waited as soon as the server is there again', async () => {
    let isAway = true;
    const sent: Mail[] = [];
    await mailing.stop();
    mailing = await start({
      send: async (mail) => {
        if (isAway) {
          isAway = false;
          throw new Error('connect ECONNREFUSED 127.0.0.1:25');
        }
        sent.push(mail);
      },
    });
    await world.send('InviteUser', { emails: 'ina@x.io, jon@x.io' });
    while (sent.length < 2) {
      world.now += 10;
      await setImmediate();
    }

    expect(sent.map(({ to }) => to).toSorted()).toEqual(['ina@x.io', 'jon@x.io']);
  });
});
