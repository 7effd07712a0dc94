import { afterEach, describe, expect, it } from '@jest/globals';
import { refusal, type Reply, silent, StandIn } from './stand-in.suite.js';

const acme = { organization: 'acme', revision: 13 };
const done: Reply = { body: acme };

let standIn: StandIn;
const open = async (...replies: Reply[]) => (standIn = await StandIn.open(...replies));
afterEach(() => standIn.close());

describe('a call', () => {
  it('says who asks, for whom, and under which name', async () => {
    await open(done, done);
    let made = 0;
    const key = async () => `gl_key_of_a_test${'\n'.repeat(made++)}`;

    await standIn.client({ key }).as('zoë@x.io').organization('acme').details({ requestId: 'r-1' });
    await standIn.client({ key }).organization('acme').details();

    expect(standIn.arrived[0]!.headers).toMatchObject({
      'grantline-actor': 'zo%C3%AB%40x.io',
      'x-request-id': 'r-1',
    });
    expect(standIn.arrived[1]!.headers).not.toHaveProperty('grantline-actor');
    expect(standIn.arrived[1]!.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
    expect(made).toBe(2);
  });

  it.each(['', undefined])('is never made for nobody: %p', async (user) => {
    await open(done);

    // As from a program without types: the call would have the rights of the key.
    expect(() => standIn.client().as(user as string)).toThrow('INVALID_ID');
  });

  it('ends when the time is up', async () => {
    await open(silent);

    await expect(standIn.acme({ timeout: 50 }).details()).rejects.toMatchObject({
      code: 'TIMEOUT',
      status: undefined,
      detail: 'there was no answer within 50 ms',
    });
  });

  it('ends when the time is up, also while the key is awaited', async () => {
    await open();
    const key = () => new Promise<string>(() => undefined);

    await expect(standIn.acme({ key, timeout: 50 }).details()).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('ends when the caller wants it to', async () => {
    const controller = new AbortController();
    await open(() => controller.abort('enough'));

    await expect(standIn.acme().details({ signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
      cause: 'enough',
      unavailable: false,
    });
  });

  it('ends when the caller wants it to, also between two tries', async () => {
    const controller = new AbortController();
    await open(refusal(503, 'STORE_UNAVAILABLE'), done);
    const wait = async () => controller.abort();

    await expect(standIn.acme({ wait }).details({ signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(standIn.arrived).toHaveLength(1);
  });

  it('is not made any more where the caller ended it before', async () => {
    await open(done);

    await expect(standIn.acme().details({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(standIn.arrived).toEqual([]);
  });

  it.each(['', 'two\nlines', 'two words'])('does not tell a key that cannot be one: %j', async (key) => {
    await open();

    const error: unknown = await standIn
      .acme({ key })
      .details()
      .catch((error: unknown) => error);

    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', unavailable: false });
    expect(String(error)).not.toMatch(/lines|words/);
  });

  it('tells everything that is wrong with what was sent', async () => {
    const errors = [{ path: '/commands/0/data/user', code: 'INVALID_ID', detail: '`` is empty' }];
    await open({ status: 400, body: { code: 'INVALID_ID', detail: '`` is empty', errors } });

    await expect(standIn.acme().details()).rejects.toMatchObject({
      message: 'INVALID_ID: `` is empty',
      faults: errors,
      retryAfter: undefined,
    });
  });

  it('says what it failed of when nobody is there', async () => {
    await open();
    const alone = standIn.acme({ retries: 0 });
    await standIn.close();

    await expect(alone.details()).rejects.toMatchObject({
      code: 'UNREACHABLE',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    await open();
  });

  it('goes through the `fetch` it is given, below the path of its URL', async () => {
    await open();
    const urls: unknown[] = [];
    const fetch = async (url: unknown) => {
      urls.push(url);
      return Response.json(acme);
    };

    await standIn.acme({ fetch, url: 'https://example.com/access/' }).details();

    expect(urls).toEqual(['https://example.com/access/v1/organizations/acme']);
  });
});
