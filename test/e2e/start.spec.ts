import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../apps/access/config.js';
import { openLog } from '../../apps/access/log.js';
import { run, type Running } from '../../apps/access/run.js';
import { acme, type Decision, founding, order, type Receipt } from './acme.js';
import { Client } from './client.js';
import { eventually } from './eventually.js';

/** The calls that a first start prints for people to paste: their paths, keys and bodies. */
function calls(welcome: string) {
  const curl = /curl -s (\S+) \\\n {2}-H "Authorization: Bearer (\S+)" .*\\\n {2}-d '(.*)'/g;
  return [...welcome.matchAll(curl)].map(([, url, key, body]) => ({
    path: new URL(url!).pathname,
    key: key!,
    body: JSON.parse(body!) as unknown,
  }));
}

describe('the service on SQLite', () => {
  let folder: string;
  let running: Running[];
  const start = async (
    variables: Record<string, string> = {},
    levelOfLog: 'silent' | 'info' = 'silent',
    lines?: string[],
  ) => {
    const config = readConfig({ PORT: '0', GRANTLINE_DATA: join(folder, 'data'), ...variables });
    const log = openLog(levelOfLog, { write: (line) => void lines?.push(line) });
    const service = await run(config, log);
    running.push(service);
    return service;
  };
  const stop = async (service: Running) => {
    running.splice(running.indexOf(service), 1);
    await service.stop();
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-e2e-'));
    running = [];
  });

  afterEach(async () => {
    for (const service of running) await service.stop();
    rmSync(folder, { recursive: true });
  });

  it('starts for the first time with a key, a demo, and three calls that work', async () => {
    const service = await start();
    const welcome = service.welcome!;
    const key = readFileSync(join(folder, 'data/operator-key'), 'utf8').trim();

    expect(welcome).toContain(key);
    expect(welcome).toContain('KEEP THE MASTER KEY SAFE');
    for (const file of ['operator-key', 'master-key']) {
      expect(statSync(join(folder, 'data', file)).mode & 0o777).toBe(0o600);
    }
    const [check, change, past] = calls(welcome);
    const send = ({ path, key, body }: NonNullable<typeof check>) =>
      new Client(service.url, key).post<Decision>(path, body);
    const before = await send(check!);
    expect(before.body).toMatchObject({
      decision: false,
      context: { grantline: { reason: 'SHADOWED_BY_OVERRIDE' } },
    });
    expect(await send(change!)).toMatchObject({ status: 200, body: { eventCount: 1 } });
    expect((await send(check!)).body.decision).toBe(true);
    expect((await send(past!)).body).toEqual(before.body);
  });

  it('says all that once', async () => {
    const first = await start();
    const key = readFileSync(join(folder, 'data/operator-key'), 'utf8').trim();
    await stop(first);

    const second = await start();

    expect(second.welcome).toBeUndefined();
    const operator = new Client(second.url, key);
    expect(await operator.get('/v1/organizations/demo')).toMatchObject({
      status: 200,
      body: { revision: 15 },
    });
    expect((await operator.get<{ items: unknown[] }>('/v1/models')).body.items).toHaveLength(5);
  });

  it('takes the operator key and the demo from the configuration', async () => {
    const key = 'a-key-that-was-set-from-outside-once';
    const first = await start({ GRANTLINE_OPERATOR_KEY: key, GRANTLINE_DEMO: 'off' });
    expect(first.welcome).not.toContain('demo');
    expect((await new Client(first.url, key).get('/v1/organizations/demo')).status).toBe(404);
    await stop(first);

    const other = `${key}-and-changed`;
    const second = await start({ GRANTLINE_OPERATOR_KEY: other });
    expect((await new Client(second.url, key).get('/v1/models')).status).toBe(401);
    expect((await new Client(second.url, other).get('/v1/models')).status).toBe(200);
  });

  it('does not start with another master key', async () => {
    await stop(await start());
    const wrong = { GRANTLINE_MASTER_KEY: Buffer.alloc(32, 1).toString('base64url') };
    await expect(start(wrong)).rejects.toThrow(/master key/);
    await expect(start()).resolves.toBeDefined();
  });

  it('does not start where another process writes', async () => {
    await start();
    await expect(start()).rejects.toThrow(/another|in use|running/);
  });

  it('finishes what it accepted before it stops, and keeps it', async () => {
    const key = { GRANTLINE_OPERATOR_KEY: 'k'.repeat(40) };
    const first = await start(key);
    const operator = new Client(first.url, key.GRANTLINE_OPERATOR_KEY);
    await operator.post(`${acme}/commands`, founding);
    const sent = Array.from({ length: 40 }, (_, index) =>
      operator
        .post<Receipt>(`${acme}/commands`, order('AddUser', { user: `u${index}` }))
        .catch(() => undefined),
    );
    // One answer is there: the others are on their way.
    await Promise.race(sent);
    await stop(first);
    const acknowledged = (await Promise.all(sent)).filter((answer) => answer?.status === 200);
    expect(acknowledged.length).toBeGreaterThan(0);

    const second = await start(key);
    const { body } = await new Client(second.url, key.GRANTLINE_OPERATOR_KEY).get<{
      items: { user: string }[];
    }>(`${acme}/users?limit=1000`);
    const kept = new Set(body.items.map(({ user }) => user));
    for (const answer of acknowledged) {
      expect(kept).toContain(answer!.body.events[0]!.data['user']);
    }
  });

  it('ends streams of events when it stops', async () => {
    const key = { GRANTLINE_OPERATOR_KEY: 'k'.repeat(40) };
    const service = await start({ ...key, GRANTLINE_DEMO: 'on' });
    const headers = { authorization: `Bearer ${key.GRANTLINE_OPERATOR_KEY}`, accept: 'text/event-stream' };
    const response = await fetch(`${service.url}/v1/organizations/demo/events?after=3`, { headers });
    const whole = response.text();
    await stop(service);
    // It ends as a whole answer does.
    expect(await whole).toContain('id: 4\n');
  });

  it('is not ready any more once it stops', async () => {
    const service = await start();
    const client = new Client(service.url, undefined);
    const ready = { status: 200, body: { ready: true, behind: [] } };
    expect(
      await eventually(
        () => client.get('/readyz'),
        ({ status }) => status === 200,
      ),
    ).toMatchObject(ready);
    service.service.ready.stop();
    expect(await client.get('/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, behind: ['the service is stopping'] },
    });
    expect(await client.get('/healthz')).toMatchObject({ status: 200 });
  });

  it('logs no people, no bodies and no secrets', async () => {
    const lines: string[] = [];
    const key = 'k'.repeat(40);
    const service = await start({ GRANTLINE_OPERATOR_KEY: key }, 'info', lines);
    const operator = new Client(service.url, key);
    await operator.post(`${acme}/commands`, { ...founding, reason: 'merger with Wayland' });
    await operator
      .as('ana')
      .get(`${acme}/users/dev`, { traceparent: `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01` });
    await operator.post(`${acme}/commands`, order('AddUser', { user: 'dev' }), { 'x-request-id': 'r-7' });
    await operator.get(`/v1/organizations/x%0Ainjected/users/dev?q=dev`);

    const log = lines.join('');
    expect(log).not.toMatch(/\bana\b|\bdev\b|example\.com|Wayland|kkkk|injected/);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          organization: 'acme',
          route: '/v1/organizations/:organization/users/:user',
          trace: 'a1'.repeat(16),
        }),
        expect.objectContaining({ request: 'r-7', status: 409, code: 'ALREADY_MEMBER' }),
      ]),
    );
  });
});
