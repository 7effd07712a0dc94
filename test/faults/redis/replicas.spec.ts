import 'reflect-metadata';
import { openEventStoreDbHome } from '#adapters/eventstoredb/home.js';
import { StandIn } from '#adapters/eventstoredb/stand-in/server.js';
import { sample } from '#store/event-samples.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { acme, type Decision, founding, order, question, type Receipt } from '../../e2e/acme.js';
import { Client } from '../../e2e/client.js';
import { eventually } from '../../e2e/eventually.js';
import { startRedis } from '../../engines/redis-server.js';

const operatorKey = 'the-operator-key-of-both-of-the-replicas';
const evaluation = `${acme}/access/v1/evaluation`;
const mayEdit = (options?: object) => question('dev', 'miniapps.edit_app', 'group:sales', options);

type Server = Exclude<Awaited<ReturnType<typeof startRedis>>, { missing: string }>;

// EventStoreDB is a stand-in; Redis is a server of its own, since it is killed.
describe('two replicas that answer from one Redis', () => {
  let standIn: StandIn;
  let server: Server;
  let redis: Redis;
  let running: Running[];
  let one: Client;
  let two: Client;

  const start = (more: Readonly<Record<string, string>> = {}): Promise<Running> =>
    run(
      readConfig({
        PORT: '0',
        EVENTSTOREDB_URL: standIn.url,
        REDIS_URL: server.address,
        GRANTLINE_OPERATOR_KEY: operatorKey,
        GRANTLINE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
        ...more,
      }),
      openLog('silent'),
    );
  const ready = (client: Client) =>
    eventually(
      () => client.get<{ ready: boolean }>('/readyz'),
      ({ body }) => body.ready,
    );
  const ask = (client: Client, options?: object) => client.post<Decision>(evaluation, mayEdit(options));
  /** Once there is an answer at all. */
  const decision = async (client: Client, options?: object): Promise<boolean> => {
    const { status, body } = await eventually(
      () => ask(client, options),
      ({ status }) => status === 200,
    );
    expect(status).toBe(200);
    return body.decision;
  };
  const change = async (client: Client, type: string, key: string): Promise<number> => {
    const body = order(type, { user: 'dev', role: 'developer', place: 'group:sales' });
    const { body: receipt } = await eventually(
      () => client.post<Receipt>(`${acme}/commands`, body, { 'idempotency-key': key }),
      ({ status }) => status === 200,
    );
    return receipt.revision;
  };
  const metric = async ({ url }: { readonly url: string }, name: string): Promise<number> => {
    const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
    return Number(lines.find((line) => line.startsWith(`grantline_${name} `))?.split(' ')[1]);
  };

  beforeEach(async () => {
    standIn = await StandIn.start();
    const started = await startRedis();
    if ('missing' in started) throw new Error(started.missing);
    server = started;
    redis = new Redis(server.address);
    redis.on('error', () => undefined);
    // One after the other: a first start makes the operator.
    running = [await start(), await start()];
    [one, two] = running.map(({ url }) => new Client(url, operatorKey)) as [Client, Client];
    expect((await one.post(`${acme}/commands`, founding)).status).toBe(200);
    await Promise.all([ready(one), ready(two)]);
    expect(await decision(one)).toBe(true);
    expect(await decision(two)).toBe(true);
  });

  afterEach(async () => {
    redis.disconnect();
    for (const { stop } of running) await stop();
    standIn.stop();
    await server.stop();
  });

  it('answer from what Redis holds, and hold no ledger for it', async () => {
    expect(await metric(running[1]!, 'checks_allowed_total')).toBe(1);
    const third = await start();
    running.push(third);
    const fresh = new Client(third.url, operatorKey);
    await ready(fresh);

    expect(await decision(fresh)).toBe(true);
    expect(await redis.keys('grantline:*{acme}*')).toEqual(expect.arrayContaining([expect.any(String)]));
    expect((await redis.keys('*dev*')).concat(await redis.hvals('x'))).toEqual([]);
  });

  it('know what a replica wrote: that one at once, the other for whoever brings the revision', async () => {
    const atLeast = await change(one, 'RevokeRole', 'revoked');

    expect((await ask(one)).body).toEqual({ decision: false });
    expect((await ask(two, { atLeast })).body).toEqual({ decision: false });
  });

  it('answer nothing while Redis is killed, and heal by themselves when it comes back without its memory', async () => {
    await server.kill();
    for (const client of [one, two]) {
      await eventually(
        () => ask(client),
        ({ status }) => status === 503,
      );
      expect(await ask(client)).toMatchObject({ status: 503, body: { code: 'READ_MODEL_STALE' } });
    }
    // Whatever does not need it goes on, so no replica is taken out of service.
    const { body: readiness } = await one.get<{ behind: readonly string[] }>('/readyz');
    expect(readiness).toMatchObject({ ready: true });
    expect(readiness.behind.join()).toContain('the read model cannot be reached');
    const atLeast = await change(one, 'RevokeRole', 'revoked');
    await server.restart();

    for (const client of [one, two]) expect(await decision(client, { atLeast })).toBe(false);
  });

  it('say that Redis does not answer without waiting for it', async () => {
    await redis.call('CLIENT', 'PAUSE', '1500', 'ALL');
    const { status, body } = await one.get<{ behind: readonly string[] }>('/readyz');

    expect([status, body.behind.join()]).toEqual([200, expect.stringContaining('cannot be reached')]);
    expect(await decision(one)).toBe(true);
  });

  it('heal when Redis is flushed', async () => {
    await redis.flushall();

    for (const client of [one, two]) expect(await decision(client)).toBe(true);
    expect(
      (await metric(running[0]!, 'read_models_built_total')) +
        (await metric(running[1]!, 'read_models_built_total')),
    ).toBeGreaterThan(0);
  });

  it.each(['people', 'subjects', 'shared'])('heal where `%s` was taken away', async (part) => {
    const [key] = await redis.keys(`grantline:*:${part}`);
    await redis.del(key!);
    // Whatever is in memory of the shared part is good as long as nothing is added to it.
    const fresh = await start();
    running.push(fresh);

    for (const client of [one, two, new Client(fresh.url, operatorKey)]) {
      expect(await decision(client)).toBe(true);
    }
  });

  it('heal where a row is foreign', async () => {
    const [key] = await redis.keys('grantline:*:people');
    await redis.hset(key!, '1', 'foreign');

    for (const client of [one, two]) expect(await decision(client)).toBe(true);
  });

  it('never answer as of yesterday, when Redis starts with the file of yesterday', async () => {
    await redis.save();
    const atLeast = await change(one, 'RevokeRole', 'revoked');
    expect(await decision(two, { atLeast })).toBe(false);
    await server.kill();
    await server.restart();

    const answers = await Promise.all([ask(one), ask(two, { atLeast }), ask(one, { atLeast })]);
    for (const { status, body } of answers) expect(status === 503 || !body.decision).toBe(true);
    for (const client of [one, two]) {
      const { body } = await eventually(
        () => ask(client),
        ({ status, body }) => status === 200 && !body.decision,
      );
      expect(body).toEqual({ decision: false });
    }
  });

  it('answer nothing from what was written in another life of the store', async () => {
    for (const { stop } of running.splice(0)) await stop();
    standIn.stop();
    standIn = await StandIn.start();
    running = [await start()];
    [one] = running.map(({ url }) => new Client(url, operatorKey)) as [Client];
    const { commands } = founding;
    const found = { ...founding, commands: [commands[0]!] };
    expect((await one.post(`${acme}/commands`, found)).status).toBe(200);
    await ready(one);

    // Nobody has added `dev` yet in this life.
    expect(await decision(one)).toBe(false);
  });

  it('go on where one of them stops: the other projects', async () => {
    await running.shift()!.stop();
    const atLeast = await change(two, 'RevokeRole', 'revoked');

    expect(await decision(two, { atLeast })).toBe(false);
  });

  it('may be told to answer alone, or to work alone: of two that work, one may stop', async () => {
    for (const { stop } of running.splice(0)) await stop();
    await redis.flushall();
    const api = await start({ GRANTLINE_RUN: 'api' });
    const workers = [await start({ GRANTLINE_RUN: 'worker' }), await start({ GRANTLINE_RUN: 'worker' })];
    running = [api, ...workers];
    const client = new Client(api.url, operatorKey);
    const status = async (path: string) => (await fetch(workers[0]!.url + path)).status;
    await ready(client);

    expect(await decision(client)).toBe(true);
    expect([await status(acme), await status('/healthz')]).toEqual([404, 200]);
    expect(await metric(api, 'read_models_built_total')).toBe(0);
    running.splice(1, 1);
    await workers[0]!.stop();
    const atLeast = await change(client, 'RevokeRole', 'revoked');
    expect(await ask(client, { atLeast })).toMatchObject({ status: 200, body: { decision: false } });
    const lag = () => metric(workers[1]!, 'consumer_lag_events{consumer="read-model"}');
    expect(await eventually(lag, (events) => events === 0)).toBe(0);

    // With nobody who works, an answer is not made up.
    running.splice(1, 1);
    await workers[1]!.stop();
    const before = await change(client, 'AssignRole', 'assigned');
    expect(await ask(client, { atLeast: before })).toMatchObject({ status: 503 });
  });

  it('stop an organization whose ledger holds what they do not know, and no other', async () => {
    const beta = { commands: [founding.commands[0]!] };
    const other = JSON.parse(
      JSON.stringify(beta).replaceAll('organization:acme', 'organization:beta'),
    ) as object;
    expect((await one.post('/v1/organizations/beta/commands', other)).status).toBe(200);
    const stranger = openEventStoreDbHome(standIn.url);
    const head = await stranger.events.head('organization-acme');
    await stranger.events.append('organization-acme', [{ ...sample(0), type: 'PlanetAligned' }], head!);
    await stranger.close();

    for (const [index, client] of [one, two].entries()) {
      await eventually(
        () => ask(client),
        ({ status }) => status === 503,
      );
      expect(await ask(client)).toMatchObject({ status: 503, body: { code: 'READ_MODEL_STALE' } });
      const stopped = () => metric(running[index]!, 'read_model_stopped_organizations');
      expect(await eventually(stopped, (count) => count === 1)).toBe(1);
      const beta = question('ana', 'miniapps.edit_app', 'group:sales');
      expect((await client.post('/v1/organizations/beta/access/v1/evaluation', beta)).status).toBe(200);
    }
  });

  it('never allow what was revoked to a caller who brings the revision, whatever breaks meanwhile', async () => {
    const tries = Number(process.env['NEW_ENEMY_TRIES'] ?? 600);
    const askers = Math.max(50, tries / 1_000);
    const faults = [
      async () => void (await redis.flushall()),
      async () => void (await redis.call('CLIENT', 'PAUSE', '500', 'ALL')),
      () => standIn.restart(),
      async () => void (await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
      async () => standIn.endSubscriptions(),
      async () => void (await redis.script('FLUSH')),
      async () => void (await redis.config('SET', 'maxmemory', '1')),
      async () => void (await redis.config('SET', 'maxmemory', '0')),
      () => server.kill(),
      () => server.restart(),
    ];
    const seen = { denied: 0, notNow: 0, allowed: 0, other: 0 };
    for (let round = 0; round * askers < tries; round += 1) {
      // The first round has no trouble, so that it is known that there are answers at all.
      const trouble =
        round % 2 === 1 ? faults[Math.floor(round / 2) % faults.length]!().catch(() => undefined) : undefined;
      const [writer, reader] = round % 2 === 0 ? [one, two] : [two, one];
      const atLeast = await change(writer, 'RevokeRole', `revoke-${round}`);
      await Promise.all(
        Array.from({ length: askers }, async (_, index) => {
          const answer = await ask(index % 2 === 0 ? reader : writer, { atLeast });
          if (answer.status === 503) seen.notNow += 1;
          else if (answer.status !== 200) seen.other += 1;
          else if (answer.body.decision) seen.allowed += 1;
          else seen.denied += 1;
        }),
      );
      await trouble;
      await change(writer, 'AssignRole', `assign-${round}`);
    }

    expect(seen).toMatchObject({ allowed: 0, other: 0 });
    expect(seen.denied).toBeGreaterThan(tries / 4);
  });
});
