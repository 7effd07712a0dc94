import { afterEach, describe, expect, it } from '@jest/globals';
import type { Command } from './commands.js';
import { broken, refusal, type Reply, StandIn } from './stand-in.suite.js';

const assign: Command = { type: 'AssignRole', data: { user: 'dev', role: 'viewer', place: 'group:sales' } };
const submitted = { organization: 'acme', revision: 13, events: [], eventCount: 0, warnings: [] };
const done: Reply = { body: submitted, headers: { 'grantline-revision': '13' } };
const unavailable = refusal(503, 'STORE_UNAVAILABLE', 'try again later', { 'retry-after': '2' });

let standIn: StandIn;
const open = async (...replies: Reply[]) => (standIn = await StandIn.open(...replies));
const keysSent = () => standIn.arrived.map(({ headers }) => headers['idempotency-key']);
afterEach(() => standIn.close());

describe('commands', () => {
  it('are sent in one request', async () => {
    await open(done, done);
    const options = { expectedRevision: 12, dryRun: true, reason: 'CHG-1042', idempotencyKey: 'mine' };

    expect(await standIn.acme().send([assign, assign], options)).toEqual(submitted);
    expect(standIn.arrived[0]).toMatchObject({ method: 'POST', url: '/v1/organizations/acme/commands' });
    expect(standIn.arrived[0]!.body).toEqual({
      commands: [assign, assign],
      expectedRevision: 12,
      dryRun: true,
      reason: 'CHG-1042',
    });
    expect(keysSent()).toEqual(['mine']);
  });

  it('may be a single one, for which nothing is said that was not asked for', async () => {
    await open(done);

    await standIn.acme().send(assign);

    expect(standIn.arrived[0]!.body).toEqual({ commands: [assign] });
  });

  it('have one key for a call, kept over its tries, and another for the next call', async () => {
    await open(unavailable, broken, done, done);

    await standIn.acme().send(assign);
    await standIn.acme().send(assign);

    const [first, ...others] = keysSent();
    expect(first).toMatch(/^[\x21-\x7e]{16,255}$/);
    expect(others).toEqual([first, first, expect.not.stringMatching(`^${first}$`)]);
    expect(standIn.arrived[2]).toMatchObject({ body: standIn.arrived[0]!.body });
  });

  it.each<[string, Reply]>([
    ['REVISION_CONFLICT', refusal(412, 'REVISION_CONFLICT')],
    ['LAST_ADMIN', refusal(409, 'LAST_ADMIN')],
    ['INTERNAL', refusal(500, 'INTERNAL')],
  ])('are not sent again after %s', async (code, reply) => {
    await open(reply, done);

    await expect(standIn.acme().send(assign)).rejects.toMatchObject({ code });
    expect(standIn.arrived).toHaveLength(1);
  });
});

describe('trying again', () => {
  it.each<[string, Reply]>([
    ['the connection breaks', broken],
    ['the service is not ready', unavailable],
    ['the caller asked too often', refusal(429, 'TOO_MANY_REQUESTS', 'slower', { 'retry-after': '1' })],
    ['the gateway has nobody behind it', { status: 502, body: 'Bad Gateway' }],
    ['the answer breaks off', (response) => response.writeHead(200).write('{"o', () => response.destroy())],
  ])('helps when %s', async (_, reply) => {
    await open(reply, reply, done);

    expect(await standIn.acme().details()).toEqual(submitted);
    expect(standIn.arrived).toHaveLength(3);
  });

  it('ends after so many tries, with the last refusal', async () => {
    await open(broken, unavailable, broken, unavailable, done);

    await expect(standIn.acme().details()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      status: 503,
      detail: 'try again later',
      requestId: 'said-by-stand-in',
      retryAfter: 2,
    });
    expect(standIn.arrived).toHaveLength(4);
  });

  it('can be left out', async () => {
    await open(broken, done);

    await expect(standIn.acme({ retries: 0 }).details()).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it('waits as long as the service asks for, and a little more', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    await open(unavailable, refusal(503, 'CLOCK_BEHIND', 'wait', { 'retry-after': date }), done);

    await standIn.acme({ timeout: 7_200_000 }).details();

    const [seconds, untilDate] = standIn.waits;
    expect(seconds).toBeGreaterThan(2_000);
    expect(untilDate).toBeGreaterThan(3_500_000);
  });

  it('is left out where the time would be up before', async () => {
    await open(unavailable, done);

    await expect(standIn.acme({ timeout: 2_000 }).details()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    expect(standIn.waits).toEqual([]);
  });

  it('is left out where it could do a thing twice, unless nothing was done', async () => {
    const tooMany = refusal(429, 'TOO_MANY_REQUESTS');
    await open(broken, unavailable, tooMany, { status: 201, body: { id: 'k1' } });
    const create = () =>
      standIn.client().createKey({ name: 'crm', organizations: '*', capabilities: ['check'] });

    await expect(create()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect(create()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await create()).toEqual({ id: 'k1' });
  });
});
