import type { Column } from './csv.js';
import type { Holding } from './holdings.js';
import type { Holder, Since } from './people.js';
import type { Permission } from './permissions.js';
import type { TrailRecord } from './trail.js';

const holder: readonly Column<Holder>[] = [
  { name: 'user', cell: ({ user }) => user },
  { name: 'email', cell: ({ email }) => email },
  { name: 'status', cell: ({ status }) => status },
];

const since: readonly Column<{ readonly since: Since }>[] = [
  { name: 'since_revision', cell: ({ since }) => String(since.revision) },
  { name: 'since_time', cell: ({ since }) => since.time },
  { name: 'since_actor', cell: ({ since }) => since.actor },
];

export const holdingColumns: readonly Column<Holding>[] = [
  { name: 'kind', cell: ({ kind }) => kind },
  ...holder,
  { name: 'role', cell: (record) => (record.kind === 'assignment' ? record.role : undefined) },
  { name: 'place', cell: (record) => (record.kind === 'assignment' ? record.place : undefined) },
  { name: 'resource', cell: (record) => (record.kind === 'user_level' ? record.resource : undefined) },
  { name: 'facet', cell: (record) => (record.kind === 'user_level' ? record.facet : undefined) },
  // Names of levels hold no spaces.
  { name: 'level', cell: (record) => (record.kind === 'user_level' ? record.level.join(' ') : undefined) },
  { name: 'source', cell: (record) => (record.kind === 'assignment' ? record.source : undefined) },
  { name: 'from', cell: ({ from }) => from },
  { name: 'until', cell: ({ until }) => until },
  ...since,
];

export const permissionColumns: readonly Column<Permission>[] = [
  ...holder,
  { name: 'permission', cell: ({ permission }) => permission },
  { name: 'resource', cell: ({ resource }) => resource },
  {
    name: 'through',
    cell: ({ because }) => because.map((chain) => chain.map(({ text }) => text).join(' > ')).join(' or '),
  },
  ...since,
];

export const trailColumns: readonly Column<TrailRecord>[] = [
  { name: 'kind', cell: ({ kind }) => kind },
  { name: 'revision', cell: ({ revision }) => String(revision) },
  { name: 'time', cell: ({ time }) => time },
  { name: 'actor', cell: ({ actor }) => actor },
  { name: 'via', cell: ({ via }) => via },
  { name: 'type', cell: ({ type }) => type },
  { name: 'text', cell: ({ text }) => text },
  { name: 'reason', cell: ({ reason }) => reason },
  { name: 'id', cell: ({ id }) => id },
  { name: 'before', cell: ({ before }) => before && JSON.stringify(before) },
  { name: 'data', cell: ({ data }) => JSON.stringify(data) },
];
