import { type Manifest, manifestOf } from '#audit/export/manifest.js';
import { verifyExport } from '#audit/export/verify.js';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { request as sendRequest } from 'node:http';
import { order } from './acme.js';
import type { Client } from './client.js';
import { beginOmni, omni } from './omni.js';
import { operatorKey, trial } from './trial.js';

const bytes = (text: string) => [Buffer.from(text)];
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
/** The path and query of a manifest, as an export names it. */
const linked = (headers: Headers) => /<([^>]+)>; rel="describedby"/.exec(headers.get('link') ?? '')![1]!;

describe('an export', () => {
  const service = trial();
  beginOmni(() => service.operator);
  const get = (path: string, client: Client = service.operator) => client.get<string>(`${omni}${path}`);
  const send = async (type: string, data: object, client: Client = service.operator) =>
    (await client.post<{ revision: number }>(`${omni}/commands`, order(type, data))).body.revision;
  let begun: number;
  beforeAll(async () => {
    begun = (await service.operator.get<{ revision: number }>(omni)).body.revision;
    await send('AssignRole', { user: 'nil', role: 'editors' }, service.operator.as('mo'));
  });

  describe('of who holds what', () => {
    it('is a JSON object a line, with the manifest as the last', async () => {
      const { status, headers, body } = await get('/export');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
      expect(headers.get('content-disposition')).toBe(`attachment; filename="omni-holdings-${begun}.jsonl"`);
      expect(headers.get('grantline-revision')).toBe(String(begun));
      const records = lines(body);
      expect(records.slice(0, -1)).toContainEqual({
        kind: 'assignment',
        user: 'ed',
        email: 'ed@example.com',
        status: 'active',
        role: 'editors',
        place: 'organization:omni',
        source: 'person',
        since: { revision: expect.any(Number), time: expect.any(String), actor: 'operator:root' },
      });
      expect(records.slice(0, -1)).toContainEqual(
        expect.objectContaining({ kind: 'user_level', user: 'bob', resource: 'unit:sales', level: ['view'] }),
      );
      expect(await verifyExport(bytes(body))).toMatchObject({
        verdict: 'whole',
        manifest: { content: 'holdings', organization: 'omni', model: 'create@1', asOf: { revision: begun } },
      });
    });

    it('is a table, whose manifest is beside it and stays the one of that export', async () => {
      const { headers, body } = await get('/export?format=csv');
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      const rows = parse(body, { columns: true }) as Record<string, string>[];
      expect(rows.find(({ user }) => user === 'ed')).toMatchObject({ kind: 'assignment', role: 'editors' });
      await send('AddUser', { user: `late-${begun}`, roles: ['editors'] });
      const manifest = await service.operator.get<Manifest>(linked(headers));
      expect(manifest).toMatchObject({ status: 200, body: { format: 'csv', records: rows.length } });
      expect(manifest.headers.get('grantline-revision')).toBe(String(begun));
      expect(await verifyExport(bytes(body), manifest.body)).toMatchObject({ verdict: 'whole' });
      expect(await verifyExport(bytes(body.slice(0, -20)), manifest.body)).toMatchObject({ verdict: 'cut' });
      expect(await verifyExport(bytes(body.replace('ed@', 'ad@')), manifest.body)).toMatchObject({
        verdict: 'altered',
      });
    });

    it('is that of an earlier day, with the same bytes whenever it is made', async () => {
      const [then, again] = [await get(`/export?asOf=${begun}`), await get(`/export?asOf=${begun}`)];
      expect(then.body).toBe(again.body);
      expect(then.body).not.toContain('late');
      const { body } = await service.operator.get<Manifest>(`${omni}/export/manifest?asOf=${begun}`);
      expect(body).toEqual(manifestOf(`${then.body.trimEnd().split('\n').at(-1)}`));
    });

    it('takes the force of formulas', async () => {
      await send('AddUser', { user: '=1+1', roles: ['editors'] });
      expect((await get('/export?format=csv')).body).toContain(",'=1+1,");
      expect((await get('/export')).body).toContain('"user":"=1+1"');
    });
  });

  describe('of who may do what', () => {
    it('says through what, on a resource and below it', async () => {
      const { body } = await get('/export?content=permissions&resource=unit:hr');
      const records = lines(body).slice(0, -1);
      expect(new Set(records.map(({ user }) => user))).toEqual(
        new Set(['ada', 'ed', `late-${begun}`, '=1+1']),
      );
      expect(records).toContainEqual(
        expect.objectContaining({
          user: 'ed',
          permission: 'unit.edit',
          resource: 'unit:hr',
          because: [
            [expect.objectContaining({ kind: 'assignment' }), expect.objectContaining({ kind: 'grant' })],
          ],
        }),
      );
      expect(lines(body).at(-1)).toMatchObject({
        manifest: { content: 'permissions', filter: { resource: 'unit:hr' } },
      });
      expect((await get('/export?content=permissions&format=csv')).body).toContain('unit.moderate');
    });
  });

  describe('of the trail', () => {
    it('has every event and every refused attempt, in the order of time', async () => {
      const { body, headers } = await get('/events/export');
      const records = lines(body).slice(0, -1);
      const events = records.filter(({ kind }) => kind === 'event');
      expect(events.map(({ revision }) => revision)).toEqual([...events.keys()]);
      expect(events).toHaveLength(Number(headers.get('grantline-revision')) + 1);
      const refused = records.filter(({ kind }) => kind === 'refused');
      expect(refused).toMatchObject([
        { actor: 'mo', text: expect.stringContaining('was refused `AssignRole`') },
      ]);
      expect(records.indexOf(refused[0]!)).toBe(begun + 1);
      expect(await verifyExport(bytes(body))).toMatchObject({
        verdict: 'whole',
        manifest: { counts: { refused: 1 } },
      });
    });

    it('can be narrowed like the trail, and says so', async () => {
      const { body } = await get('/events/export?user=bob&type=PermissionGranted');
      expect(lines(body)).toMatchObject([
        { type: 'PermissionGranted', data: { user: 'bob' } },
        { manifest: { records: 1, filter: { user: 'bob', type: 'PermissionGranted' } } },
      ]);
      expect(lines((await get('/events/export?refused=true')).body)).toHaveLength(2);
      expect(
        lines((await get('/events/export?refused=false&after=3&until=2001-01-01T00:00:00Z')).body),
      ).toHaveLength(1);
      expect((await get(`/events/export?asOf=${begun}`)).body).not.toContain(`"revision":${begun + 1}`);
    });

    it('is written for a SIEM, and as a table', async () => {
      const { body, headers } = await get('/events/export?format=ocsf');
      expect(lines(body)[0]).toMatchObject({
        class_uid: 3004,
        metadata: { version: '1.8.0', tenant_uid: 'omni' },
      });
      await send('RenameOrganization', { name: 'Omni 2' });
      await send('AssignRole', { user: 'nil', role: 'editors' }, service.operator.as('mo'));
      const { body: manifest } = await service.operator.get<Manifest>(linked(headers));
      expect(await verifyExport(bytes(body), manifest)).toMatchObject({ verdict: 'whole' });
      const draft = await get('/events/export?format=ocsf&schema=1.9.0-dev');
      expect(lines(draft.body)[0]).toMatchObject({ metadata: { version: '1.9.0-dev' } });
      const table = await get('/events/export?format=csv');
      expect(parse(table.body, { columns: true })[0]).toMatchObject({
        kind: 'event',
        type: 'OrganizationCreated',
      });
    });

    it('goes over many pages', async () => {
      const rows = Array.from({ length: 500 }, (_, row) => ({ user: `user-${row}`, roles: ['editors'] }));
      for (const part of [0, 1, 2]) {
        await send('ImportUsers', {
          rows: rows.map(({ user, roles }) => ({ user: `${user}-${part}`, roles })),
        });
      }
      const { body, headers } = await get('/events/export?refused=false');
      const revisions = lines(body)
        .slice(0, -1)
        .map(({ revision }) => revision);
      expect(revisions).toEqual([...Array(Number(headers.get('grantline-revision')) + 1).keys()]);
      expect(revisions.length).toBeGreaterThan(3000);
    });
  });

  it('that breaks off in the middle can be told from a whole one', async () => {
    const { url } = service;
    const headers = { authorization: `Bearer ${operatorKey}` };
    const text = await new Promise<string>((resolve, reject) => {
      const sent = sendRequest(`${url}${omni}/export`, { headers }, (response) => {
        let all = '';
        response.on('data', (part: Buffer) => {
          all += String(part);
          response.destroy();
        });
        response.on('close', () => resolve(all));
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(await verifyExport(bytes(text))).toMatchObject({ verdict: 'cut' });
    expect((await get('/export')).status).toBe(200);
  });

  it.each([
    ['/export?format=xml', 400, 'MALFORMED'],
    ['/export?format=ocsf', 400, 'MALFORMED'],
    ['/export?content=trail', 400, 'MALFORMED'],
    ['/export?resource=unit:hr', 400, 'MALFORMED'],
    ['/export?content=permissions&resource=unit:none', 404, 'UNKNOWN_RESOURCE'],
    ['/export?content=permissions&resource=none', 400, 'INVALID_ID'],
    ['/export?asOf=999999', 503, 'REVISION_NOT_YET_AVAILABLE'],
    ['/export?asOf=1999-01-01T00:00:00Z', 400, 'MALFORMED'],
    ['/export?limit=5', 400, 'MALFORMED'],
    ['/events/export?format=xml', 400, 'MALFORMED'],
    ['/events/export?schema=7', 400, 'MALFORMED'],
    ['/export/manifest?of=nonsense', 400, 'MALFORMED'],
    ['/events/export/manifest?of=nonsense', 400, 'MALFORMED'],
  ])('is refused at %s', async (path, status, code) => {
    const answer = await service.operator.get(`${omni}${path}`);
    expect(answer).toMatchObject({ status, body: { code, detail: expect.any(String) } });
  });

  it('has a manifest for who made it, and of that export alone', async () => {
    const { headers } = await get('/export?format=csv');
    const path = linked(headers);
    expect((await service.operator.as('ada').get(path)).status).toBe(400);
    expect((await service.operator.get(path.replace('format=csv', 'format=jsonl'))).status).toBe(400);
    expect((await service.operator.get(path.replace('/export/', '/events/export/'))).status).toBe(400);
    expect((await service.operator.get(path)).status).toBe(200);
  });

  it.each([
    '/export',
    '/export?content=permissions',
    '/export/manifest',
    '/events/export',
    '/events/export/manifest',
  ])('at %s is for those who may look at history', async (path) => {
    expect((await get(path, service.operator.as('ada'))).status).toBe(200);
    expect((await get(path, service.operator.as('mo'))).status).toBe(403);
    expect((await get(path, service.operator.as('stranger'))).status).toBe(404);
  });

  it('needs the capability audit', async () => {
    const key = async (capability: string) => {
      const body = { name: capability, organizations: ['omni'], capabilities: [capability] };
      return service.client((await service.operator.post<{ secret: string }>('/v1/keys', body)).body.secret);
    };
    const [read, audit] = [await key('read'), await key('audit')];
    for (const path of ['/export', '/events/export', '/export/manifest']) {
      expect((await get(path, read)).status).toBe(403);
      expect((await get(path, audit)).status).toBe(200);
    }
  });
});

describe('an export where nobody audits the whole', () => {
  const service = trial();
  const bots = '/v1/organizations/bots';
  beforeAll(async () => {
    const commands = [
      {
        type: 'CreateOrganization',
        data: {
          name: 'Bots',
          model: { name: 'jaicp', version: 1 },
          admin: { user: 'ann', role: 'account_member' },
          resources: [
            { ref: 'project_group:g1', parent: 'account:bots' },
            { ref: 'project_group:g2', parent: 'account:bots' },
          ],
        },
      },
      { type: 'AddUser', data: { user: 'uma', roles: ['USER_ADMIN'], place: 'project_group:g1' } },
      { type: 'AddUser', data: { user: 'dev', roles: ['DEVELOPER'], place: 'project_group:g1' } },
      { type: 'AddUser', data: { user: 'lin', roles: ['LINGUIST'], place: 'project_group:g2' } },
    ];
    const { status, body } = await service.operator.post(`${bots}/commands`, { commands });
    if (status !== 200) throw new Error(JSON.stringify(body));
  });

  it('shows people what is in the places that they audit', async () => {
    const uma = service.operator.as('uma');
    const records = lines((await uma.get<string>(`${bots}/export`)).body);
    expect(records).toMatchObject([
      { user: 'uma', place: 'project_group:g1' },
      { user: 'dev', place: 'project_group:g1' },
      { manifest: { records: 2, filter: { places: 'project_group:g1' } } },
    ]);
    const trail = (await uma.get<string>(`${bots}/events/export`)).body;
    expect(trail).toContain('project_group:g1');
    expect(trail).not.toContain('project_group:g2');
    const differences = await uma.get<{ gained: { resource: string }[] }>(`${bots}/diff?from=3`);
    expect(new Set(differences.body.gained.map(({ resource }) => resource))).toEqual(
      new Set(['project_group:g1']),
    );
    const where = await uma.get<string>(`${bots}/export?content=permissions&resource=project_group:g1`);
    expect(lines(where.body).length).toBeGreaterThan(5);
    expect((await uma.get(`${bots}/export?content=permissions&resource=project_group:g2`)).status).toBe(403);
    expect((await service.operator.as('dev').get(`${bots}/export`)).status).toBe(403);
  });
});
