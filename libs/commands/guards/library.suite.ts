import { document } from '#access/testing/document.suite.js';
import { given, type Organization } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

const rule = { needs: 'office.run' };

/** Whoever runs the office does everything; rooms are looked at or used, guests pass on to desks what they have. */
export const library = document({
  types: {
    house: { root: true },
    floor: { under: ['house'], rights: { create: 'office.run', move: 'office.run' } },
    room: { under: ['floor'], rights: { create: 'office.run', move: 'office.run' } },
    desk: { under: ['room', 'floor'], rights: { create: 'office.run', move: 'office.run' } },
  },
  facets: {
    office: { type: 'house', pick: 'many', permissions: ['office.run', 'office.count'] },
    room: {
      type: 'room',
      pick: 'many',
      levels: {
        look: { permissions: ['room.look'] },
        use: { includes: ['look'], permissions: ['room.use'] },
      },
      override: { replaces: 'resource' },
      user_grants: { effect: 'overrule' },
    },
    desk: {
      type: 'desk',
      pick: 'many',
      levels: { sit: { permissions: ['desk.sit'] } },
      inherit: [{ from: 'room', map: { use: 'sit' } }],
    },
    floor: { type: 'floor', pick: 'many', permissions: ['floor.walk'], user_grants: { effect: 'overrule' } },
  },
  derived: { 'room.sweep': { any_of: [['room.look', 'floor.walk']] } },
  assignments: { house: { per_user: 'many' }, floor: { per_user: 'many' } },
  roles: {
    keeper: {
      kind: 'preset',
      assignable_at: ['house'],
      grants: [
        { scope: '.', give: { office: '*' } },
        { scope: 'room:*', give: { room: 'use' } },
        { scope: 'floor:*', give: { floor: '*' } },
      ],
    },
  },
  custom_roles: { allowed: true, assignable_at: ['house', 'floor'], criteria: 'on_first_access' },
  administration: {
    invite: rule,
    remove_member: rule,
    assign_roles: rule,
    manage_roles: rule,
    edit_role_permissions: rule,
    set_override: rule,
    set_user_grant: rule,
    settings: rule,
  },
  guards: { grant_limit: 'own' },
});

export const role = (
  id: string,
  ...grants: [scope: string, facet: string, level: string | string[]][]
): Order => ({
  CreateRole: {
    role: id,
    grants: grants.map(([scope, facet, level]) => ({ scope, give: { [facet]: level } })),
  },
});
export const register = (ref: string, parent: string): Order => ({ RegisterResource: { ref, parent } });

/**
 * Kim runs the office, uses room a and looks at room b. There are roles to look at everything, to use room a, to use
 * room b. Bob holds nothing.
 */
export const house = (...orders: readonly Order[]): Organization =>
  given(
    library,
    register('floor:1', 'house:acme'),
    register('floor:2', 'house:acme'),
    register('room:a', 'floor:1'),
    register('room:b', 'floor:1'),
    role('clerk', ['.', 'office', 'office.run'], ['room:a', 'room', 'use'], ['room:b', 'room', 'look']),
    role('users_of_a', ['room:a', 'room', 'use']),
    role('users_of_b', ['room:b', 'room', 'use']),
    role('visitors', ['room:*', 'room', 'look']),
    { AddUser: { user: 'kim', roles: ['clerk'] } },
    { AddUser: { user: 'bob' } },
    ...orders,
  ).by('kim');

export const assign = (user: string, id: string, more: object = {}): Order => ({
  AssignRole: { user, role: id, ...more },
});
export const grant = (id: string, scope: string, facet: string, level: string): Order => ({
  GrantPermission: { to: { role: id }, scope, give: { [facet]: level } },
});
export const level = (user: string, scope: string, levels: string, more: object = {}): Order => ({
  GrantPermission: { to: { user }, scope, give: { room: levels }, ...more },
});
export const inviting = (roles: string[]): Order => ({ InviteUser: { emails: 'a@x.io, b@x.io', roles } });
