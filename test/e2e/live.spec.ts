import { messagesOf } from '#client/server-sent-events.js';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { acme, beginAcme, order, type Receipt } from './acme.js';
import { operatorKey, trial } from './trial.js';

type Told = { readonly revision: number; readonly type: string; readonly text: string };

describe('the trail, followed live', () => {
  const service = trial();
  beginAcme(() => service.operator);
  // Responses are held as well: one that nobody holds is collected, and its body ends, before anybody began to read it.
  const opened: { readonly end: AbortController; readonly response: Response }[] = [];
  afterEach(() => {
    for (const { end } of opened.splice(0)) end.abort();
  });

  const send = async (type: string, data: object) => {
    const { status, body } = await service.operator.post<Receipt>(`${acme}/commands`, order(type, data));
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.revision;
  };
  const rename = (name: string) => send('RenameOrganization', { name });

  /** What comes in, message by message, for as long as the test lasts. */
  const follow = async (query = '', headers: Record<string, string> = {}, key = operatorKey) => {
    const end = new AbortController();
    const response = await fetch(`${service.url}${acme}/events${query}`, {
      headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...headers },
      signal: end.signal,
    });
    opened.push({ end, response });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const messages = messagesOf(response.body!);
    const next = async (): Promise<Told | undefined> => {
      const { done, value } = await messages.next();
      if (done === true) return undefined;
      const event = JSON.parse(value.data) as Told;
      expect(value.id).toBe(String(event.revision));
      return event;
    };
    return { response, next, end: () => end.abort() };
  };

  let began: number;
  beforeAll(async () => {
    began = await rename('Acme 0');
  });

  it('begins with what comes next, in words as well as data', async () => {
    const { response, next } = await follow();
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('grantline-revision')).toBe(String(began));
    expect(response.headers.get('cache-control')).toBe('no-store');
    const revision = await rename('Acme 1');
    expect(await next()).toMatchObject({
      revision,
      type: 'OrganizationRenamed',
      text: 'operator:root renamed the organization from `Acme 0` to `Acme 1`',
      before: { name: 'Acme 0' },
    });
  });

  it('begins behind a revision, or behind the last event that was seen', async () => {
    const { next } = await follow('?after=3');
    expect([await next(), await next()]).toMatchObject([{ revision: 4 }, { revision: 5 }]);
    const resumed = await follow('?after=3', { 'last-event-id': '7' });
    expect(await resumed.next()).toMatchObject({ revision: 8 });
  });

  it('misses nothing and repeats nothing when it is taken up again and again', async () => {
    const first = await rename('Acme 2');
    let seen = String(first);
    const revisions: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await rename(`Acme 2.${round}`);
      const { next, end } = await follow('', { 'last-event-id': seen });
      const sent = rename(`Acme 2.${round}b`);
      for (const event of [await next(), await next()]) revisions.push(event!.revision);
      seen = String(revisions.at(-1));
      await sent;
      end();
    }
    expect(revisions).toEqual(revisions.map((_, index) => first + 1 + index));
    expect(revisions).toHaveLength(10);
  });

  it('tells thousands of events in their order, to many at once', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow('?after=0')));
    const last = await rename('Acme 3');
    for (const { next } of streams) {
      for (let revision = 1; revision <= last; revision += 1) expect((await next())!.revision).toBe(revision);
    }
  });

  it('is narrowed like the pages of the trail', async () => {
    const { next } = await follow('?user=dev&type=RoleAssigned');
    await rename('Acme 4');
    await send('AssignRole', { user: 'vic', role: 'viewer', place: 'group:sales' });
    const revision = await send('AssignRole', { user: 'dev', role: 'viewer', place: 'group:support' });
    expect(await next()).toMatchObject({ revision, type: 'RoleAssigned' });
  });

  it.each([
    ['?limit=5', {}, 400, 'MALFORMED'],
    ['?order=newest', {}, 400, 'MALFORMED'],
    ['?refused=true', {}, 400, 'MALFORMED'],
    ['?cursor=abc', {}, 400, 'MALFORMED'],
    ['?until=2026-11-21T10:00:00Z', {}, 400, 'MALFORMED'],
    ['?after=soon', {}, 400, 'MALFORMED'],
    ['', { 'last-event-id': 'x' }, 400, 'MALFORMED'],
    ['', { 'last-event-id': '99999' }, 503, 'REVISION_NOT_YET_AVAILABLE'],
    ['?after=99999', {}, 503, 'REVISION_NOT_YET_AVAILABLE'],
  ])('is refused with %s %j', async (query, headers, status, code) => {
    const accept = { accept: 'text/html, text/event-stream;q=0.9', ...(headers as Record<string, string>) };
    expect(await service.operator.get(`${acme}/events${query}`, accept)).toMatchObject({
      status,
      body: { code },
    });
  });

  it('is for those who may look at history, and for nobody else', async () => {
    const accept = { accept: 'text/event-stream' };
    for (const [client, status] of [
      [service.operator.as('dev'), 403],
      [service.operator.as('stranger'), 404],
      [service.stranger, 401],
    ] as const) {
      expect((await client.get(`${acme}/events`, accept)).status).toBe(status);
    }
  });

  it('ends for a person who loses the right to look, before they see anything more', async () => {
    await send('AddUser', { user: 'eva', roles: ['org_admin'] });
    const { next } = await follow('', { 'grantline-actor': 'eva' });
    const seen = await rename('Acme 5');
    expect(await next()).toMatchObject({ revision: seen });
    await send('RevokeRole', { user: 'eva', role: 'org_admin' });
    await rename('Acme 6');
    expect(await next()).toBeUndefined();
    await expect(follow('', { 'grantline-actor': 'eva' })).rejects.toThrow('FORBIDDEN');
  });

  it('ends for somebody who is suspended', async () => {
    await send('AssignRole', { user: 'eva', role: 'org_admin' });
    const { next } = await follow('', { 'grantline-actor': 'eva' });
    await send('SuspendUser', { user: 'eva' });
    expect(await next()).toBeUndefined();
  });

  it('ends with the key that it was opened with', async () => {
    const { body } = await service.operator.post<{ id: string; secret: string }>('/v1/keys', {
      name: 'auditor',
      organizations: ['acme'],
      capabilities: ['audit'],
    });
    const { next } = await follow('', {}, body.secret);
    const seen = await rename('Acme 7');
    expect(await next()).toMatchObject({ revision: seen });
    await service.operator.delete(`/v1/keys/${body.id}`);
    await rename('Acme 8');
    expect(await next()).toBeUndefined();
  });

  it('shows people as what they are by now', async () => {
    await send('AddUser', { user: 'max' });
    const revision = await send('EraseUser', { user: 'max' });
    const { next } = await follow(`?after=${revision - 3}`);
    const events = [await next(), await next(), await next()];
    expect(JSON.stringify(events)).not.toContain('max');
    expect(events.at(-1)).toMatchObject({ type: 'UserErased' });
  });
});
