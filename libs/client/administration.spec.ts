import { afterEach, describe, expect, it } from '@jest/globals';
import type { Grantline } from './grantline.js';
import type { Listing } from './listing.js';
import type { Organization } from './organization.js';
import { StandIn } from './stand-in.suite.js';

let standIn: StandIn;
afterEach(() => standIn.close());

const first = async <T>(listing: Listing<T>) => listing.toArray();

/** What is called, and the request that it is. */
const questions: readonly [string, (acme: Organization) => Promise<unknown>][] = [
  ['?asOf=12', (acme) => acme.details({ asOf: 12 })],
  ['/users?status=invited&q=an', (acme) => first(acme.users({ status: 'invited', q: 'an' }))],
  [
    '/users/zo%C3%AB%2F%3F%23%25?asOf=2026-03-03T00%3A00%3A00Z',
    (acme) => acme.user('zoë/?#%', { asOf: '2026-03-03T00:00:00Z' }),
  ],
  [
    '/users/dev/permissions?resource=group%3Asales',
    (acme) => first(acme.permissionsOf('dev', 'group:sales')),
  ],
  ['/roles?q=sup&sort=-name', (acme) => first(acme.roles({ q: 'sup', sort: '-name' }))],
  ['/roles/support', (acme) => acme.role('support')],
  ['/roles/support/users?q=de', (acme) => first(acme.holdersOf('support', { q: 'de' }))],
  [
    '/resources?parent=group%3Asales&type=dashboard&q=q',
    (acme) => first(acme.resources({ parent: 'group:sales', type: 'dashboard', q: 'q' })),
  ],
  ['/resources/group%3Asales', (acme) => acme.resource('group:sales')],
  [
    '/resources/group%3Asales/members?facet=group',
    (acme) => first(acme.membersOf('group:sales', { facet: 'group' })),
  ],
  [
    '/resources/group%3Asales/permissions?facet=group',
    (acme) => first(acme.rolesAt('group:sales', { facet: 'group' })),
  ],
  ['/matrix', (acme) => acme.matrix()],
  [
    '/events?after=3&actor=ana&since=2026-01-01T00%3A00%3A00.000Z&refused=true&limit=10',
    (acme) =>
      first(acme.events({ after: 3, actor: 'ana', since: new Date('2026-01-01'), refused: true, limit: 10 })),
  ],
  ['/diff?from=3&to=9&user=dev', (acme) => acme.diff({ from: 3, to: 9, user: 'dev' })],
];

const platform: readonly [string, string, (grantline: Grantline) => Promise<unknown>, unknown?][] = [
  ['GET', '/v1/organizations?limit=10', (grantline) => first(grantline.organizations({ limit: 10 }))],
  ['GET', '/v1/me/organizations', (grantline) => first(grantline.myOrganizations())],
  ['GET', '/v1/models', (grantline) => grantline.models()],
  ['GET', '/v1/models/ocp/1', (grantline) => grantline.model('ocp', 1)],
  ['POST', '/v1/models', (grantline) => grantline.publishModel({ name: 'x' }), { name: 'x' }],
  ['POST', '/v1/models', (grantline) => grantline.publishModel('name: x\n'), 'name: x\n'],
  ['GET', '/v1/keys', (grantline) => grantline.keys()],
  [
    'POST',
    '/v1/keys',
    (grantline) =>
      grantline.createKey({ name: 'crm', organizations: ['acme'], capabilities: ['check', 'write:AddUser'] }),
    { name: 'crm', organizations: ['acme'], capabilities: ['check', 'write:AddUser'] },
  ],
  ['DELETE', '/v1/keys/k1', (grantline) => grantline.deleteKey('k1')],
  [
    'POST',
    '/v1/organization-requests',
    (grantline) => grantline.requestOrganization({ name: 'Acme', email: 'ana@example.com' }),
    { name: 'Acme', email: 'ana@example.com' },
  ],
  ['GET', '/v1/organization-requests', (grantline) => first(grantline.organizationRequests())],
  [
    'POST',
    '/v1/organization-requests/r1/approve',
    (grantline) => grantline.approveOrganizationRequest('r1', { organization: 'acme' }),
    { organization: 'acme' },
  ],
  [
    'POST',
    '/v1/organization-requests/r1/reject',
    (grantline) => grantline.rejectOrganizationRequest('r1'),
    {},
  ],
];

const anything = { body: { items: [], nextCursor: null } };

describe('a question about an organization', () => {
  it.each(questions)('asks %s', async (below, ask) => {
    standIn = await StandIn.open(anything);

    await ask(standIn.acme());

    expect(standIn.arrived).toMatchObject([
      { method: 'GET', url: `/v1/organizations/acme${below}`, body: '' },
    ]);
  });

  it.each(['', '.', '..', '\ud800'])('is not put where an id cannot stand in a path: %j', async (id) => {
    standIn = await StandIn.open(anything);
    const refused = { code: 'INVALID_ID' };

    await expect(standIn.acme().user(id)).rejects.toMatchObject(refused);
    await expect(standIn.client().organization(id).details()).rejects.toMatchObject(refused);
    expect(() => standIn.acme().permissionsOf(id, 'group:sales')).toThrow('INVALID_ID');
    expect(standIn.arrived).toEqual([]);
  });
});

describe('a question about the platform', () => {
  it.each(platform)('asks %s %s', async (method, url, ask, body = '') => {
    standIn = await StandIn.open(method === 'DELETE' ? { status: 204 } : anything);

    await ask(standIn.client());

    expect(standIn.arrived).toMatchObject([{ method, url, body }]);
  });

  it('sends a document as what it is', async () => {
    standIn = await StandIn.open(anything, anything);

    await standIn.client().publishModel('name: x\n');
    await standIn.client().publishModel({ name: 'x' });

    expect(standIn.arrived.map(({ headers }) => headers['content-type'])).toEqual([
      'application/yaml',
      'application/json',
    ]);
  });
});
