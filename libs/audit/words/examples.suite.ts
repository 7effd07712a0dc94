import type { Before } from '../before.js';
import type { Told, TrailEvent } from '../trail-event.js';

/** An event and what it reads as. */
type Example<T> = {
  readonly data: Extract<Told, { type: T }>['data'];
  readonly before?: Before;
  readonly words: string;
};

const from = '2026-11-01T08:30:00.000Z';
const until = '2026-12-01T00:00:00.000Z';
const grants = [
  { scope: '.', give: { group: ['test', 'view'] } },
  { scope: 'tenant:*', give: { portal: ['read_only'] }, only: { reporting_group: ['north'] } },
];

/** At least one of every type, told of ana. */
export const examples: { readonly [T in Told['type']]: readonly Example<T>[] } = {
  OrganizationCreated: [
    {
      data: { name: 'Acme', root: 'organization:acme', model: { name: 'ocp', version: 1, hash: 'sha256-x' } },
      words: 'ana created the organization `Acme` on model ocp@1',
    },
  ],
  OrganizationRenamed: [
    { data: { name: 'Acme II' }, words: 'ana renamed the organization to `Acme II`' },
    {
      data: { name: 'Acme II' },
      before: { name: 'Acme' },
      words: 'ana renamed the organization from `Acme` to `Acme II`',
    },
  ],
  OrganizationSettingsChanged: [
    {
      data: { settings: { invitationDays: 7, grantLimit: 'own' } },
      before: { settings: {} },
      words:
        'ana changed the settings: `invitationDays` is 7 and `grantLimit` is `own`, before it was: nothing',
    },
  ],
  OrganizationModelUpgraded: [
    {
      data: { model: { name: 'ocp', version: 2, hash: 'sha256-y' } },
      before: { model: { name: 'ocp', version: 1, hash: 'sha256-x' } },
      words: 'ana upgraded the model from ocp@1 to ocp@2',
    },
  ],
  OrganizationClosed: [{ data: {}, words: 'ana closed the organization' }],
  ResourceRegistered: [
    {
      data: { resource: 'organization:acme', name: 'Acme' },
      words: 'ana registered `organization:acme` as the root, named `Acme`',
    },
    {
      data: { resource: 'group:sales', parent: 'organization:acme' },
      words: 'ana registered `group:sales` below `organization:acme`',
    },
  ],
  ResourceRenamed: [
    {
      data: { resource: 'group:sales', name: 'Sales and support' },
      before: { name: 'Sales' },
      words: 'ana renamed `group:sales` from `Sales` to `Sales and support`',
    },
  ],
  ResourceMoved: [
    {
      data: { resource: 'unit:north', parent: 'unit:europe' },
      before: { parent: 'unit:asia' },
      words: 'ana moved `unit:north` from `unit:asia` to `unit:europe`',
    },
  ],
  ResourceRemoved: [
    {
      data: { resource: 'project:web', resources: 4, grants: 2, overrides: 1 },
      words: 'ana removed `project:web`, in all 4 resources, 2 grants, 1 override',
    },
  ],
  DashboardOverridden: [
    {
      data: {
        resource: 'dashboard_group:d',
        facet: 'dashboard',
        roles: { board: ['read'], guest: ['none'] },
      },
      before: { roles: { board: ['read', 'write'] } },
      words:
        'ana set the `dashboard` list of `dashboard_group:d` to `read` for `board` and `none` for `guest`, before it was `read`, `write` for `board`',
    },
  ],
  DashboardOverrideCleared: [
    {
      data: { resource: 'dashboard_group:d', facet: 'dashboard' },
      before: { roles: { board: ['read'] } },
      words: 'ana cleared the `dashboard` list of `dashboard_group:d`, which was `read` for `board`',
    },
  ],
  RoleCreated: [
    {
      data: {
        role: 'support',
        name: 'Support',
        kind: 'custom',
        assignableAt: ['organization'],
        grants,
        criteria: { department: 'support', level: 3 },
        clonedFrom: 'viewer',
      },
      words:
        'ana created the custom role `support`, named `Support`, a copy of `viewer`, for newcomers whose `department` is `support` and `level` is 3, giving `test`, `view` for `group` on `.`; `read_only` for `portal` on `tenant:*` within `reporting_group` `north`',
    },
    {
      data: {
        role: 'owner',
        name: 'owner',
        kind: 'preset',
        assignableAt: ['group'],
        grants: [{ scope: 'group:*', give: { group: ['*'] } }],
      },
      words: 'ana created the preset role `owner`, giving everything for `group` on `group:*`',
    },
  ],
  RoleDetailsChanged: [
    {
      data: { role: 'support', name: 'Support by day', description: 'Answers' },
      before: { name: 'Support' },
      words:
        'ana changed role `support`: name from `Support` to `Support by day` and description to `Answers`',
    },
  ],
  PermissionGranted: [
    {
      data: { role: 'support', grant: grants[0]! },
      words: 'ana gave role `support` `test`, `view` for `group` on `.`',
    },
    {
      data: { user: 'dev', resource: 'unit:north', facet: 'unit', level: ['edit'], until },
      before: { level: ['view'] },
      words: 'ana gave dev `edit` instead of `view` for `unit` at `unit:north` until 2026-12-01',
    },
  ],
  PermissionRevoked: [
    {
      data: { role: 'support', scope: '.', facet: 'group' },
      before: { grants: [grants[0]!] },
      words:
        'ana took what is given for `group` on `.` from role `support`, which gave `test`, `view` for `group` on `.`',
    },
    {
      data: { user: 'dev', resource: 'unit:north', facet: 'unit' },
      words: 'ana took the own level for `unit` at `unit:north` from dev',
    },
  ],
  PermissionsReplaced: [
    {
      data: { role: 'support', grants: [] },
      before: { grants: [grants[0]!, grants[0]!, grants[0]!, grants[0]!, grants[0]!] },
      words:
        'ana made role `support` give nothing, before it gave `test`, `view` for `group` on `.`; `test`, `view` for `group` on `.`; `test`, `view` for `group` on `.`; and 2 more',
    },
  ],
  RoleCriteriaSet: [
    {
      data: { role: 'support', criteria: { trainee: false } },
      words: 'ana set role `support` to go to newcomers whose `trainee` is false',
    },
    {
      data: { role: 'support' },
      before: { criteria: { trainee: false } },
      words: 'ana set role `support` to go to no newcomers, before it was those whose `trainee` is false',
    },
  ],
  RoleDeprecated: [
    {
      data: { role: 'old', replacement: 'new' },
      words: 'ana deprecated role `old` in favour of `new`',
    },
  ],
  RoleRestored: [
    {
      data: { role: 'old' },
      before: { replacement: 'new' },
      words: 'ana restored role `old`, which was deprecated in favour of `new`',
    },
  ],
  RoleDeleted: [
    {
      data: { role: 'old', holders: 1, overrides: 0 },
      words: 'ana deleted role `old`, which had 1 holder and 0 overrides',
    },
  ],
  UserInvited: [
    {
      data: { user: 'bo@example.com', email: 'bo@example.com', expires: until },
      words: 'ana invited bo@example.com, open until 2026-12-01',
    },
  ],
  InvitationResent: [
    {
      data: { user: 'bo', expires: until },
      words: 'ana sent the invitation of bo again, open until 2026-12-01',
    },
  ],
  InvitationRevoked: [{ data: { user: 'bo' }, words: 'ana revoked the invitation of bo' }],
  InvitationDeclined: [{ data: { user: 'bo' }, words: 'ana declined the invitation of bo' }],
  InvitationExpired: [{ data: { user: 'bo' }, words: 'the invitation of bo expired' }],
  UserActivated: [
    {
      data: { user: 'dev', email: 'dev@example.com' },
      words: 'ana made dev (dev@example.com) an active member',
    },
    {
      data: { user: 'dev' },
      before: { status: 'invited' },
      words: 'ana made dev an active member, before invited',
    },
  ],
  UserAttributesChanged: [
    {
      data: { user: 'eve', attributes: { department: 'support' } },
      words: 'ana changed what is known of eve: `department` is `support`',
    },
  ],
  UserSuspended: [{ data: { user: 'dev' }, words: 'ana suspended dev' }],
  UserReinstated: [{ data: { user: 'dev' }, words: 'ana reinstated dev' }],
  UserRemoved: [
    {
      data: { user: 'dev', assignments: 2, userLevels: 1 },
      words: 'ana removed dev, who had 2 roles and 1 own level',
    },
  ],
  UserErased: [{ data: { user: 'erased-17' }, words: 'ana erased who erased-17 was' }],
  NotificationRequested: [
    {
      data: { users: ['dev', 'eve'], text: 'The dashboards move\non Monday.' },
      words: 'ana asked to notify dev, eve: `The dashboards move\\u{a}on Monday.`',
    },
  ],
  RoleAssigned: [
    {
      data: { user: 'dev', role: 'developer', place: 'group:sales', source: 'person', until },
      words: 'ana gave role `developer` at `group:sales` to dev until 2026-12-01',
    },
    {
      data: { user: 'dev', role: 'owner', place: 'group:sales', source: 'creator', from },
      words: 'ana gave role `owner` at `group:sales` to dev from 2026-11-01 08:30 UTC as the creator',
    },
  ],
  RoleRevoked: [
    {
      data: { user: 'dev', role: 'developer', place: 'group:sales' },
      words: 'ana took role `developer` at `group:sales` from dev',
    },
  ],
  RoleReplaced: [
    {
      data: { user: 'dev', replaced: 'viewer', role: 'developer', place: 'group:sales', until },
      words: 'ana changed the role of dev at `group:sales` from `viewer` to `developer` until 2026-12-01',
    },
  ],
  OwnershipTransferred: [
    {
      data: { place: 'project_group:bots', role: 'owner', from: 'dev', to: 'eve' },
      words: 'ana passed role `owner` at `project_group:bots` from dev to eve',
    },
    {
      data: { place: 'project_group:bots', role: 'owner', to: 'eve' },
      words: 'ana passed role `owner` at `project_group:bots` to eve',
    },
  ],
  RoleStarted: [
    {
      data: { user: 'dev', role: 'developer', place: 'group:sales' },
      words: 'role `developer` of dev at `group:sales` began to count',
    },
  ],
  RoleExpired: [
    {
      data: { user: 'dev', role: 'developer', place: 'group:sales' },
      words: 'role `developer` of dev at `group:sales` expired',
    },
  ],
  PermissionStarted: [
    {
      data: { user: 'dev', resource: 'unit:north', facet: 'unit' },
      words: 'the level of dev for `unit` at `unit:north` began to count',
    },
  ],
  PermissionExpired: [
    {
      data: { user: 'dev', resource: 'unit:north', facet: 'unit' },
      words: 'the level of dev for `unit` at `unit:north` expired',
    },
  ],
  CommandRefused: [
    {
      data: {
        command: 'AssignRole',
        index: 0,
        code: 'SELF_CHANGE_FORBIDDEN',
        revision: 12,
        data: { user: 'ana', role: 'org_admin', place: 'organization:acme' },
      },
      words:
        'ana was refused `AssignRole` with SELF_CHANGE_FORBIDDEN (user `ana`, role `org_admin`, place `organization:acme`)',
    },
    {
      data: {
        command: 'GrantPermission',
        index: 0,
        code: 'GRANT_EXCEEDS_OWN',
        revision: 12,
        data: { to: { role: 'support' }, scope: '.', give: { group: ['admin'] } },
      },
      words: 'ana was refused `GrantPermission` with GRANT_EXCEEDS_OWN (to role `support`, scope `.`)',
    },
    {
      data: { command: 'ImportUsers', index: 0, code: 'FORBIDDEN', revision: 12 },
      words: 'ana was refused `ImportUsers` with FORBIDDEN',
    },
  ],
  RefusalsLeftOut: [
    {
      data: { count: 12 },
      words: 'ana was refused 12 more commands that were not recorded one by one',
    },
  ],
};

/** All of them as a trail shows them, one event a minute. */
export const toldEvents: readonly (TrailEvent & {
  readonly before: Before | undefined;
  readonly words: string;
})[] = Object.entries(examples)
  .flatMap(([type, list]) => list.map(({ data, before, words }) => ({ type, data, before, words })))
  .map(({ type, data, before, words }, revision) => ({
    id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
    type,
    revision,
    time: new Date(Date.parse(from) + revision * 60_000).toISOString(),
    actor: 'ana',
    via: 'operator:root',
    data,
    before,
    words,
  }));
