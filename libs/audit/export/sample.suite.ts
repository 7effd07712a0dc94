import { Access } from '#access/access.js';
import { roleCreated } from '#access/founding.js';
import { reference } from '#access/testing/ledger.suite.js';
import { model } from '#access/testing/models.suite.js';
import type { LedgerEvent } from '#events/event.js';
import { beforeOf } from '../before.js';
import type { TrailEvent } from '../trail-event.js';
import { holdingColumns, permissionColumns, trailColumns } from './columns.js';
import { csv } from './csv.js';
import { Export } from './export.js';
import { holdings } from './holdings.js';
import { inTimeOrder } from './in-time-order.js';
import { jsonLines } from './json-lines.js';
import { type About, manifestFile } from './manifest.js';
import { ocsf } from './ocsf/ocsf.js';
import { actorName, timeOf } from './people.js';
import { permissions } from './permissions.js';
import type { Countable } from './tally.js';
import { trail } from './trail.js';

const users = ['ana', 'sam', '@kim'];
const people = {
  name: (person: number) => users[person]!,
  email: (person: number) => `${users[person]!.replace('@', '')}@example.com`,
};

const create = model('create');
const by = (actor: string, ...events: LedgerEvent[]) => events.map((event) => ({ ...event, actor }));

/** A small organization of the model `create`, with a user id that a spreadsheet would take for a formula. */
const events = [
  ...by(
    'operator:root',
    {
      type: 'OrganizationCreated',
      data: { name: 'Acme', root: 'organization:acme', key: 'k', model: reference(create) },
    },
    { type: 'ResourceRegistered', data: { resource: 'organization:acme', name: 'Acme' } },
    roleCreated('organization_administrator', create.roles!['organization_administrator']!),
    { type: 'UserActivated', data: { person: 0 } },
    {
      type: 'RoleAssigned',
      data: { person: 0, role: 'organization_administrator', place: 'organization:acme', source: 'founder' },
    },
  ),
  ...by(
    'person:0',
    { type: 'ResourceRegistered', data: { resource: 'unit:sales', parent: 'organization:acme' } },
    {
      type: 'RoleCreated',
      data: {
        role: 'editor',
        name: 'Editor',
        kind: 'custom',
        assignableAt: ['organization'],
        grants: [{ scope: 'unit:*', give: { unit: ['edit'] } }],
      },
    },
    { type: 'UserActivated', data: { person: 1 } },
    {
      type: 'RoleAssigned',
      data: {
        person: 1,
        role: 'editor',
        place: 'organization:acme',
        source: 'person',
        until: '2026-12-31T23:00:00.000Z',
      },
    },
    { type: 'UserActivated', data: { person: 2 } },
    {
      type: 'PermissionGranted',
      data: { person: 2, resource: 'unit:sales', facet: 'unit', level: ['edit'] },
    },
    {
      type: 'PermissionGranted',
      data: { person: 2, resource: 'unit:sales', facet: 'unit', level: ['view'] },
    },
  ),
];

const start = Date.UTC(2026, 10, 21, 10);
const id = (kind: number, revision: number) =>
  `00000000-0000-4000-800${kind}-${String(revision).padStart(12, '0')}`;

/** The ledger as it is shown to the world. */
const shown = events.map(({ type, data, actor }, revision): TrailEvent => ({
  id: id(0, revision),
  type,
  revision,
  time: timeOf(start + revision * 60_000),
  actor: actorName(actor, people),
  via: 'operator:root',
  data: Object.fromEntries(Object.entries(data).flatMap(shownField)),
}));

function shownField([field, value]: [string, unknown]): [string, unknown][] {
  if (field === 'person') return [['user', people.name(Number(value))]];
  if (field === 'model') return [[field, { name: create.name, version: create.version }]];
  return field === 'key' ? [] : [[field, value]];
}

const refused: TrailEvent = {
  id: id(1, 0),
  type: 'CommandRefused',
  revision: 0,
  time: timeOf(start + events.length * 60_000),
  actor: 'sam',
  via: 'operator:root',
  data: {
    command: 'AssignRole',
    index: 0,
    code: 'FORBIDDEN',
    revision: events.length - 1,
    data: { user: 'sam', role: 'organization_administrator', place: 'organization:acme' },
  },
};

/** Every file that `docs/exports.md` shows, by its name. */
export async function samples(): Promise<Record<string, string>> {
  const access = new Access();
  events.forEach((event, revision) => access.evolve({ ...event, revision, time: start + revision * 60_000 }));
  const { revision } = access;
  const about: About = {
    content: 'holdings',
    organization: 'acme',
    model: 'create@1',
    asOf: { revision, time: timeOf(start + revision * 60_000) },
    version: '0.1.0',
  };
  const view = access.view(revision, start + revision * 60_000);
  const sales = view.find('unit:sales')!;
  const whole = async function* () {
    yield shown;
  };
  const attempts = async function* () {
    yield [refused];
  };
  const before = (event: TrailEvent) => beforeOf(access, event, (user) => users.indexOf(user));
  const every = () => trail(inTimeOrder(whole(), attempts()), before);
  const origin = { organization: 'acme', version: '0.1.0' };
  const ofUnit = { ...about, content: 'permissions', filter: { resource: 'unit:sales' } } as const;
  return {
    ...(await files('holdings.csv', new Export(holdings(view, people), csv(holdingColumns), about))),
    ...(await files('holdings.jsonl', new Export(holdings(view, people), jsonLines, about))),
    ...(await files(
      'permissions.csv',
      new Export(permissions(view, sales, people), csv(permissionColumns), ofUnit),
    )),
    ...(await files('trail.csv', new Export(every(), csv(trailColumns), { ...about, content: 'trail' }))),
    ...(await files('trail.ocsf.jsonl', new Export(every(), ocsf(origin), { ...about, content: 'trail' }))),
  };
}

/** The export, and its manifest where that goes beside it. */
async function files<R extends Countable>(
  name: string,
  exported: Export<R>,
): Promise<Record<string, string>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of exported) pieces.push(piece);
  const file = manifestFile(name, exported.manifest!);
  return {
    [name]: Buffer.concat(pieces).toString(),
    ...(exported.manifest!.format !== 'jsonl' && { [file.name]: file.text }),
  };
}
