import { beforeAll, describe, expect, it } from '@jest/globals';
import { order, type Receipt } from './acme.js';
import { beginOmni, omni } from './omni.js';
import { trial } from './trial.js';

type Line = {
  readonly user?: string;
  readonly role?: string;
  readonly permission: string;
  readonly resource: string;
  readonly events: readonly { readonly type: string; readonly text: string; readonly reason?: string }[];
};
type Differences = {
  readonly gained: readonly Line[];
  readonly lost: readonly Line[];
  readonly changed: readonly Line[];
  readonly truncated: boolean;
};

describe('the differences between two moments', () => {
  const service = trial();
  beginOmni(() => service.operator);
  const diff = (query: string, client = service.operator) => client.get<Differences>(`${omni}/diff?${query}`);
  const send = async (type: string, data: object, reason?: string) => {
    const body = { ...order(type, data), ...(reason !== undefined && { reason }) };
    const answer = await service.operator.post<Receipt>(`${omni}/commands`, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body.revision;
  };
  const told = ({ user, role, permission, resource }: Line) => `${user ?? role} ${permission} on ${resource}`;
  let begun: number;
  let edited: number;
  let ended: number;

  beforeAll(async () => {
    begun = (await service.operator.get<{ revision: number }>(omni)).body.revision;
    edited = await send(
      'ReplacePermissions',
      { role: 'editors', grants: [{ scope: 'unit:sales', give: { unit: 'edit' } }] },
      'CHG-7',
    );
    await send('AssignRole', { user: 'nil', role: 'editors' });
    await send('GrantPermission', { to: { user: 'bob' }, scope: 'unit:sales', give: { unit: 'edit' } });
    await send('AddUser', { user: 'new' });
    ended = await send('RenameResource', { ref: 'unit:hr', name: 'People' });
  });

  it('tells who gained and lost what, and which events made it so', async () => {
    const { status, body, headers } = await diff(`from=${begun}`);
    expect(status).toBe(200);
    expect(headers.get('grantline-revision')).toBe(String(ended));
    expect(body.truncated).toBe(false);
    expect(body.lost.map(told).sort()).toEqual([
      'editors unit.edit on unit:hr',
      'editors unit.view on unit:hr',
    ]);
    expect(body.lost[0]).toMatchObject({
      role: 'editors',
      place: 'organization:omni',
      holders: 2,
      events: [
        {
          type: 'PermissionsReplaced',
          revision: edited,
          actor: 'operator:root',
          reason: 'CHG-7',
          text: expect.stringContaining('made role `editors` give'),
        },
      ],
    });
    expect(body.gained.map(told)).toEqual(
      expect.arrayContaining([
        'nil unit.view on unit:sales',
        'nil unit.edit on unit:sales',
        'bob unit.edit on unit:sales',
      ]),
    );
    const bob = body.gained.find(({ user }) => user === 'bob');
    expect(bob!.events.map(({ type }) => type)).toEqual(['PermissionGranted']);
  });

  it('is empty where nothing changed, and turns round with the moments', async () => {
    const nothing = { gained: [], lost: [], changed: [], truncated: false };
    expect((await diff(`from=${ended}`)).body).toEqual(nothing);
    expect((await diff(`from=${ended - 1}&to=${ended}`)).body).toEqual(nothing);
  });

  it('takes times for revisions', async () => {
    const { body } = await service.operator.get<{ items: { time: string }[] }>(
      `${omni}/events?after=${edited - 1}&limit=1`,
    );
    const time = encodeURIComponent(body.items[0]!.time);
    expect((await diff(`from=${begun}&to=${time}`)).body.lost).toHaveLength(2);
  });

  it('is told of one person, with sources that changed', async () => {
    const { body } = await diff(`from=${begun}&user=bob`);
    expect(body.gained.map(told)).toEqual(['bob unit.edit on unit:sales']);
    expect(body.changed.map(told)).toEqual(['bob unit.view on unit:sales']);
    expect((await diff(`from=${begun}&user=bob&sources=false`)).body.changed).toEqual([]);
    expect((await diff(`from=${begun}&user=ada`)).body).toMatchObject({ gained: [], lost: [], changed: [] });
    const ed = await diff(`from=${begun}&user=ed`);
    expect(ed.body.lost.map(told).sort()).toEqual(['ed unit.edit on unit:hr', 'ed unit.view on unit:hr']);
  });

  it('is told of one role, and of one resource', async () => {
    expect((await diff(`from=${begun}&role=editors`)).body).toMatchObject({ gained: [], lost: [{}, {}] });
    expect((await diff(`from=${begun}&role=sellers`)).body).toMatchObject({ gained: [], lost: [] });
    expect((await diff(`from=${begun}&resource=unit:hr`)).body.gained).toEqual([]);
    const { body } = await diff(`from=${begun}&resource=unit:sales`);
    expect(body.lost).toEqual([]);
    expect(body.gained.map(({ resource }) => resource)).toEqual(expect.arrayContaining(['unit:sales']));
  });

  it.each([
    ['', 400, 'MALFORMED'],
    ['to=3', 400, 'MALFORMED'],
    ['from=tomorrow', 400, 'MALFORMED'],
    ['from=9&to=3', 400, 'MALFORMED'],
    ['from=1999-01-01T00:00:00Z', 400, 'MALFORMED'],
    ['from=9999', 503, 'REVISION_NOT_YET_AVAILABLE'],
    ['from=3&to=9999', 503, 'REVISION_NOT_YET_AVAILABLE'],
    ['from=3&user=nobody', 404, 'NOT_A_MEMBER'],
    ['from=3&role=nothing', 404, 'ROLE_NOT_FOUND'],
    ['from=3&resource=unit:none', 404, 'UNKNOWN_RESOURCE'],
    ['from=3&resource=none', 400, 'INVALID_ID'],
    ['from=3&sources=maybe', 400, 'MALFORMED'],
    ['from=3&limit=5', 400, 'MALFORMED'],
    ['from=3&atLeast=9999', 503, 'REVISION_NOT_YET_AVAILABLE'],
  ])('is refused with %s', async (query, status, code) => {
    expect(await diff(query)).toMatchObject({ status, body: { code, detail: expect.any(String) } });
  });

  it('is for those who may look at history', async () => {
    expect((await diff('from=3', service.operator.as('ada'))).status).toBe(200);
    expect((await diff('from=3&user=ed', service.operator.as('ed'))).status).toBe(403);
    expect((await diff('from=3&resource=unit:sales', service.operator.as('mo'))).status).toBe(403);
    const { body } = await service.operator.post<{ secret: string }>('/v1/keys', {
      name: 'reader',
      organizations: ['omni'],
      capabilities: ['read', 'search'],
    });
    expect((await diff('from=3', service.client(body.secret))).status).toBe(403);
  });
});
