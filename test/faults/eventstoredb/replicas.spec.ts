import 'reflect-metadata';
import { openEventStoreDbHome } from '#adapters/eventstoredb/home.js';
import { StandIn } from '#adapters/eventstoredb/stand-in/server.js';
import { sample } from '#store/event-samples.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { acme, type Decision, founding, order, question, type Receipt } from '../../e2e/acme.js';
import { Client } from '../../e2e/client.js';
import { eventually } from '../../e2e/eventually.js';

const operatorKey = 'the-operator-key-of-both-of-the-replicas';

const otherwise = {
  model: { name: 'ocp', version: 1 },
  admin: { user: 'bea', role: 'org_admin' },
};

const evaluation = `${acme}/access/v1/evaluation`;
const mayEdit = (options?: object) => question('dev', 'miniapps.edit_app', 'group:sales', options);

// Two processes would share no more than the store; two services in one process share no more either.
describe('two replicas on one event store', () => {
  let standIn: StandIn;
  let running: readonly Running[];
  let one: Client;
  let two: Client;

  const start = (): Promise<Running> =>
    run(
      readConfig({
        PORT: '0',
        EVENTSTOREDB_URL: standIn.url,
        GRANTLINE_OPERATOR_KEY: operatorKey,
        GRANTLINE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
      }),
      openLog('silent'),
    );
  const ready = (client: Client) =>
    eventually(
      () => client.get<{ ready: boolean }>('/readyz'),
      ({ body }) => body.ready,
    );
  const decision = async (client: Client, options?: object) =>
    (await client.post<Decision>(evaluation, mayEdit(options))).body.decision;
  const revision = async (client: Client) => (await client.get<{ revision: number }>(acme)).body.revision;

  beforeEach(async () => {
    standIn = await StandIn.start();
    // One after the other: a first start makes the operator.
    running = [await start(), await start()];
    [one, two] = running.map(({ url }) => new Client(url, operatorKey)) as [Client, Client];
    expect((await one.post(`${acme}/commands`, founding)).status).toBe(200);
    await Promise.all([ready(one), ready(two)]);
  });

  afterEach(async () => {
    for (const { stop } of running) await stop();
    standIn.stop();
  });

  it('know at once what the other one wrote, for whoever brings its revision', async () => {
    expect(await decision(two)).toBe(true);
    const { body } = await one.post<Receipt>(`${acme}/commands`, order('SuspendUser', { user: 'dev' }));

    expect(await decision(two, { atLeast: body.revision })).toBe(false);
  });

  it('know a moment later, for everybody', async () => {
    expect(await decision(two)).toBe(true);
    await one.post(`${acme}/commands`, order('SuspendUser', { user: 'dev' }));

    await eventually(
      () => decision(two),
      (allowed) => !allowed,
    );
  });

  it('ask the store for every answer while no subscription tells them anything', async () => {
    expect(await decision(two)).toBe(true);
    await standIn.restart();
    const suspend = () => one.post<Receipt>(`${acme}/commands`, order('SuspendUser', { user: 'dev' }));
    await eventually(suspend, ({ status }) => status === 200);

    // The link that broke is not mended yet, or it is: neither time it is yes.
    for (let tries = 0; tries < 50; tries += 1) {
      const { status, body } = await two.post<Decision>(evaluation, mayEdit());
      expect(status === 503 || !body.decision).toBe(true);
    }
    await Promise.all([ready(one), ready(two)]);
    expect(await decision(two)).toBe(false);
  });

  it('answer nothing while there is no store, and heal by themselves', async () => {
    expect(await decision(two)).toBe(true);
    standIn.stop();
    await eventually(
      () => two.get<{ ready: boolean }>('/readyz'),
      ({ body }) => !body.ready,
    );

    expect(await two.post(evaluation, mayEdit())).toMatchObject({ status: 503 });
    await standIn.restart();
    await ready(two);

    expect(await decision(two)).toBe(true);
  });

  it('shut out a key that the other one deleted', async () => {
    const request = { name: 'crm', organizations: '*', capabilities: ['check'] };
    const { body: key } = await one.post<{ id: string; secret: string }>('/v1/keys', request);
    const service = new Client(running[1]!.url, key.secret);
    await eventually(
      () => service.post(evaluation, mayEdit()),
      ({ status }) => status === 200,
    );

    await one.delete(`/v1/keys/${key.id}`);

    await eventually(
      () => service.post(evaluation, mayEdit()),
      ({ status }) => status === 401,
    );
  });

  it('stop an organization whose ledger holds what they do not know, and no other', async () => {
    const other = { commands: [{ ...founding.commands[0]!, data: { ...otherwise, name: 'Beta' } }] };
    expect((await one.post('/v1/organizations/beta/commands', other)).status).toBe(200);
    expect(await decision(two)).toBe(true);
    const stranger = openEventStoreDbHome(standIn.url);
    const head = await stranger.events.head('organization-acme');
    await stranger.events.append('organization-acme', [{ ...sample(0), type: 'PlanetAligned' }], head!);
    await stranger.close();

    for (const client of [one, two]) {
      await eventually(
        () => client.post(evaluation, mayEdit()),
        ({ status }) => status === 503,
      );
      expect(await client.post(evaluation, mayEdit())).toMatchObject({
        status: 503,
        body: { code: 'READ_MODEL_STALE' },
      });
      expect((await client.get('/v1/organizations/beta')).status).toBe(200);
      expect((await client.get<string>('/metrics')).body).toMatch(
        /^grantline_projection_stopped_organizations 1$/m,
      );
    }
  });

  it('lose nothing and repeat nothing when both write at once, to a store that loses connections', async () => {
    const before = await revision(one);
    const names = Array.from({ length: 60 }, (_, index) => `group:g${index}`);
    const send = async (ref: string, index: number): Promise<void> => {
      if (index % 10 === 0) standIn.trouble.append(index % 20 === 0 ? 'lost before' : 'lost after');
      const body = order('RegisterResource', { ref, parent: 'organization:acme' });
      const client = index % 2 === 0 ? one : two;
      await eventually(
        () => client.post(`${acme}/commands`, body, { 'idempotency-key': ref }),
        ({ status }) => status === 200,
      );
    };
    await Promise.all(names.map(send));

    for (const client of [one, two]) {
      await eventually(
        () => revision(client),
        (reached) => reached === before + names.length,
      );
    }
    const { body } = await two.get<{ items: readonly object[] }>(`${acme}/resources?limit=1000`);
    expect(body.items.length).toBeGreaterThan(names.length);
  });

  it('never allow what was revoked to a caller who brings the revision, whatever breaks meanwhile', async () => {
    const tries = Number(process.env['NEW_ENEMY_TRIES'] ?? 150);
    const change = async (type: string, index: number): Promise<number> => {
      const client = index % 2 === 0 ? one : two;
      const body = order(type, { user: 'dev', role: 'developer', place: 'group:sales' });
      const key = { 'idempotency-key': `${type}-${index}` };
      const { body: receipt } = await eventually(
        () => client.post<Receipt>(`${acme}/commands`, body, key),
        ({ status }) => status === 200,
      );
      return receipt.revision;
    };
    for (let index = 0; index < tries; index += 1) {
      if (index % 50 === 20) await standIn.restart();
      if (index % 50 === 40) standIn.endSubscriptions();
      const atLeast = await change('RevokeRole', index);
      const answer = await (index % 2 === 0 ? two : one).post<Decision>(evaluation, mayEdit({ atLeast }));
      if (answer.status === 200) expect(answer.body).toMatchObject({ decision: false });
      else expect(answer.status).toBe(503);
      await change('AssignRole', index);
    }
    await Promise.all([ready(one), ready(two)]);
    expect(await decision(one)).toBe(true);
  });
});
