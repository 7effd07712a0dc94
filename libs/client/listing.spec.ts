import { afterEach, describe, expect, it } from '@jest/globals';
import { refusal, type Reply, StandIn } from './stand-in.suite.js';

const user = (id: string) => ({
  user: id,
  email: null,
  status: 'active',
  roles: [],
  since: '2026-01-01T00:00:00.000Z',
});
const page = (ids: readonly string[], nextCursor: string | null): Reply => ({
  body: { items: ids.map(user), nextCursor },
  headers: { 'grantline-revision': '13' },
});

let standIn: StandIn;
const open = async (...replies: Reply[]) => (standIn = await StandIn.open(...replies));
const acme = () => standIn.acme({ remember: false });
const asked = () => standIn.arrived.map(({ url }) => url.replace('/v1/organizations/acme/', ''));
afterEach(() => standIn.close());

describe('a list', () => {
  it('is read page by page while it is walked', async () => {
    await open(page(['ana', 'bo'], 'c 1'), page([], 'c2'), page(['cy'], null));
    const seen: string[] = [];

    for await (const { user } of acme().users({ q: 'a&b', limit: 2 }))
      seen.push(`${user} ${standIn.arrived.length}`);

    expect(seen).toEqual(['ana 1', 'bo 1', 'cy 3']);
    expect(asked()).toEqual([
      'users?q=a%26b&limit=2',
      'users?q=a%26b&limit=2&cursor=c+1',
      'users?q=a%26b&limit=2&cursor=c2',
    ]);
  });

  it('is not read further than it is walked', async () => {
    await open(page(['ana', 'bo'], 'c1'));

    for await (const _ of acme().users()) break;

    expect(asked()).toEqual(['users']);
  });

  it('begins anew with each walk', async () => {
    await open(page(['ana'], null), page(['bo'], null));
    const users = acme().users();

    expect(await users.toArray()).toEqual([user('ana')]);
    expect(await users.toArray()).toEqual([user('bo')]);
  });

  it('can be shown by pages, and go on at one of them', async () => {
    await open(page(['ana'], 'c1'), page(['bo'], null));

    const { value: first } = await acme().users().pages().next();
    const others = await acme().users({ cursor: first!.nextCursor! }).toArray();

    expect(first).toEqual({ items: [user('ana')], nextCursor: 'c1', revision: 13 });
    expect(others).toEqual([user('bo')]);
    expect(asked()).toEqual(['users', 'users?cursor=c1']);
  });

  it('breaks off with what was refused', async () => {
    await open(page(['ana'], 'c1'), refusal(403, 'FORBIDDEN'));

    await expect(acme().users().toArray()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([null, {}, { items: 'ana' }])('is not what comes back as %j', async (body) => {
    await open({ body });

    await expect(acme().users().toArray()).rejects.toMatchObject({ code: 'UNREADABLE' });
  });
});

describe('a search', () => {
  const results = (found: readonly object[], next?: string): Reply => ({
    body: { ...(next !== undefined && { page: { next_token: next } }), results: found },
  });
  const bodies = () => standIn.arrived.map(({ url, body }) => [url.replace(/.*\/access\/v1/, ''), body]);

  it('finds who can', async () => {
    await open(results([{ type: 'user', id: 'ana' }], 't1'), results([{ type: 'user', id: 'bo' }], ''));
    const who = { permission: 'dashboards.view', resource: 'dashboard:q4', parent: 'group:sales' } as const;

    expect(await acme().searchSubjects(who, { limit: 1, asOf: 12 }).toArray()).toEqual(['ana', 'bo']);
    const body = {
      subject: { type: 'user' },
      action: { name: 'dashboards.view' },
      resource: { type: 'dashboard', id: 'q4', properties: { parent: 'group:sales' } },
      context: { grantline: { asOf: 12 } },
    };
    expect(bodies()).toEqual([
      ['/search/subject', { ...body, page: { limit: 1 } }],
      ['/search/subject', { ...body, page: { limit: 1, token: 't1' } }],
    ]);
  });

  it('finds where somebody can', async () => {
    await open(
      results([
        { type: 'dashboard', id: 'q4' },
        { type: 'dashboard', id: 'a:b' },
      ]),
    );
    const where = { user: 'dev', permission: 'dashboards.view', type: 'dashboard' };

    expect(await acme().searchResources(where).toArray()).toEqual(['dashboard:q4', 'dashboard:a:b']);
    expect(bodies()).toEqual([
      [
        '/search/resource',
        {
          subject: { type: 'user', id: 'dev' },
          action: { name: 'dashboards.view' },
          resource: { type: 'dashboard' },
          page: {},
        },
      ],
    ]);
  });

  it('finds what somebody can', async () => {
    await open(results([{ name: 'dashboards.view' }, { name: 'dashboards.edit' }]));

    expect(await acme().searchActions({ user: 'dev', resource: 'dashboard:q4' }).toArray()).toEqual([
      'dashboards.view',
      'dashboards.edit',
    ]);
    expect(bodies()).toEqual([
      [
        '/search/action',
        { subject: { type: 'user', id: 'dev' }, resource: { type: 'dashboard', id: 'q4' }, page: {} },
      ],
    ]);
  });

  it.each([null, {}, { items: [] }])('is not what comes back as %j', async (body) => {
    await open({ body });

    await expect(
      acme().searchActions({ user: 'dev', resource: 'dashboard:q4' }).toArray(),
    ).rejects.toMatchObject({
      code: 'UNREADABLE',
    });
  });
});
