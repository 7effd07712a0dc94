import type { Draw } from '#access/testing/draw.suite.js';
import type { NaiveState } from '#access/testing/naive-state.suite.js';
import { randomGrant, randomLevel, typeOf } from '#access/testing/random-grant.suite.js';
import type { Order } from './orders.suite.js';

/** The state, and the user ids of people by number. */
export type World = NaiveState & { readonly names: readonly string[] };

/** An order that may or may not make sense in this state, at this time (UTC milliseconds). */
type Make = (state: World, draw: Draw, now: number) => Order | undefined;

export const users = ['ana', 'u1', 'u2', 'u3', 'e1@x.io', 'e2@x.io'];

const day = 24 * 60 * 60 * 1000;
const user = (draw: Draw) => draw.from(users)!;
const email = (draw: Draw) => draw.from(users.slice(4))!;
const attributes = (draw: Draw) => ({ team: draw.from(['x', 'y'])! });

function resource({ parents }: NaiveState, draw: Draw, type?: string): string {
  const fitting = [...parents.keys()].filter((ref) => type === undefined || typeOf(ref) === type);
  return draw.from(fitting) ?? 'nothing:x';
}

/** A resource to register: mostly of a type that is there, below a resource that it can lie in. */
function registration(state: World, draw: Draw): { ref: string; parent: string } {
  const types = Object.entries(state.document.types).filter(([, { under = [] }]) => under.length > 0);
  const [type, { under = [] }] = draw.from(types)!;
  const ref = `${draw.chance(20) ? 'planet' : type}:${draw.from(['a', 'b', 'c'])}`;
  return { ref, parent: draw.chance(10) ? resource(state, draw) : resource(state, draw, draw.from(under)) };
}

/** A resource to move, mostly to one that it can lie in. */
function relocation(state: World, draw: Draw): { ref: string; parent: string } {
  const ref = resource(state, draw);
  const { under = [] } = state.document.types[typeOf(ref)] ?? {};
  return { ref, parent: draw.chance(10) ? resource(state, draw) : resource(state, draw, draw.from(under)) };
}

function role({ roles }: NaiveState, draw: Draw, own = false): string {
  const all = [...roles.keys()];
  const custom = all.filter((id) => /^(clerk|r\d)/.test(id));
  return draw.from(own && custom.length > 0 ? custom : [...all, ...custom, 'nothing']) ?? 'nothing';
}

/** Where the role can be assigned, mostly. */
function place(state: NaiveState, draw: Draw, id: string): string {
  const { assignableAt = [] } = state.roles.get(id) ?? {};
  return draw.chance(8) ? resource(state, draw) : resource(state, draw, draw.from(assignableAt));
}

function roleAndPlace(state: NaiveState, draw: Draw): { role: string; place: string } {
  const id = role(state, draw);
  return { role: id, place: place(state, draw, id) };
}

function rolesAndPlace(state: NaiveState, draw: Draw, most: number): { roles: string[]; place: string } {
  const { role: first, place: at } = roleAndPlace(state, draw);
  const type = typeOf(at);
  const fitting = [...state.roles].filter(([, { assignableAt }]) => assignableAt.includes(type));
  const more = Array.from({ length: draw.below(most) }, () => draw.from(fitting)?.[0] ?? first);
  return { roles: draw.chance(6) ? [] : [first, ...more], place: at };
}

/** Mostly for ever; else from or until some time around now. */
function window(draw: Draw, now: number): { from?: string; until?: string } {
  const at = (days: number) => new Date(now + days * day).toISOString();
  return {
    ...(draw.chance(4) && { from: at(draw.from([-1, 1, 3])!) }),
    ...(draw.chance(4) && { until: at(draw.from([4, 6, 9])!) }),
  };
}

function grants(state: NaiveState, draw: Draw, id: string, most: number) {
  const assignableAt = state.roles.get(id)?.assignableAt ?? state.document.custom_roles?.assignable_at ?? [];
  return Array.from({ length: draw.below(most + 1) }, () => grant(state, draw, assignableAt));
}

function grant(state: NaiveState, draw: Draw, assignableAt: readonly string[]) {
  const { scope, give, only } = randomGrant(state, assignableAt, draw)!;
  const levels = Object.entries(give).map(([facet, level]) => [facet, [...level]]);
  const narrowing = Object.entries(only ?? {}).map(([type, ids]) => [type, [...ids]]);
  return {
    scope,
    give: Object.fromEntries(levels) as Record<string, string[]>,
    ...(only !== undefined && { only: Object.fromEntries(narrowing) as Record<string, string[]> }),
  };
}

/** A facet with the switch, a resource for it and a level. */
function value({ document, parents }: NaiveState, draw: Draw, by: 'override' | 'user_grants') {
  const facets = Object.entries(document.facets).filter(([, facet]) => facet[by] !== undefined);
  const chosen =
    draw.from(facets) ?? (draw.chance(9) ? draw.from(Object.entries(document.facets)) : undefined);
  if (chosen === undefined) return undefined;
  const [name, facet] = chosen;
  const at = draw.from([...parents.keys()].filter((one) => typeOf(one) === facet.type));
  return at === undefined ? undefined : { facet: name, at, level: () => [...randomLevel(facet, draw)] };
}

const organization: readonly (readonly [number, Make])[] = [
  [1, (_, draw) => ({ RenameOrganization: { name: `name ${draw.below(9)}` } })],
  [
    1,
    (_, draw) => ({
      ChangeOrganizationSettings: {
        settings: {
          grantLimit: draw.from(['own', 'own', 'off'] as const)!,
          invitationDays: 1 + draw.below(3),
        },
      },
    }),
  ],
  [1, (_, draw) => ({ UpgradeOrganizationModel: { version: 1 + draw.below(3) } })],
];

const resources: readonly (readonly [number, Make])[] = [
  [8, (state, draw) => ({ RegisterResource: registration(state, draw) })],
  [6, (state, draw) => ({ MoveResource: relocation(state, draw) })],
  [1, (state, draw) => ({ RenameResource: { ref: resource(state, draw), name: `name ${draw.below(9)}` } })],
  [2, (state, draw) => ({ RemoveResource: { ref: resource(state, draw), cascade: draw.chance(2) } })],
  [
    5,
    (state, draw) => {
      const chosen = value(state, draw, 'override');
      if (chosen === undefined) return undefined;
      const listed = draw.some([...state.roles.keys()], 3).map((id) => [id, chosen.level()]);
      return {
        OverrideDashboard: {
          resource: chosen.at,
          facet: chosen.facet,
          roles: Object.fromEntries(listed) as Record<string, string[]>,
        },
      };
    },
  ],
  [
    2,
    ({ overrides }, draw) => {
      const { resource: at = 'nothing:x', facet = 'nothing' } = draw.from(overrides) ?? {};
      return { ClearDashboardOverride: { resource: at, facet } };
    },
  ],
];

const members: readonly (readonly [number, Make])[] = [
  [6, (state, draw) => ({ AddUser: { user: user(draw), ...rolesAndPlace(state, draw, 2) } })],
  [3, (state, draw) => ({ InviteUser: { emails: [email(draw)], ...rolesAndPlace(state, draw, 2) } })],
  [1, (_, draw) => ({ ResendInvitation: { user: email(draw) } })],
  [1, (_, draw) => ({ RevokeInvitation: { user: email(draw) } })],
  [3, (_, draw) => ({ AcceptInvitation: { user: email(draw) } })],
  [1, (_, draw) => ({ DeclineInvitation: { user: email(draw) } })],
  [2, (_, draw) => ({ RecordFirstAccess: { user: user(draw), attributes: attributes(draw) } })],
  [1, (_, draw) => ({ ChangeUserAttributes: { user: user(draw), attributes: attributes(draw) } })],
  [2, (_, draw) => ({ SuspendUser: { user: user(draw) } })],
  [2, (_, draw) => ({ ReinstateUser: { user: user(draw) } })],
  [2, (_, draw) => ({ RemoveUser: { user: user(draw) } })],
  [1, (_, draw) => ({ EraseUser: { user: user(draw) } })],
  [1, (_, draw) => ({ NotifyUsers: { users: [user(draw)], text: 'Hello' } })],
  [
    2,
    (state, draw) => {
      const row = () => ({ user: user(draw), ...rolesAndPlace(state, draw, 2) });
      return { ImportUsers: { rows: [row(), row(), row()].slice(draw.below(3)) } };
    },
  ],
];

const roles: readonly (readonly [number, Make])[] = [
  [
    5,
    (state, draw) => {
      const id = `r${draw.below(6)}`;
      const criteria = draw.chance(6) ? { criteria: attributes(draw) } : {};
      return { CreateRole: { role: id, grants: grants(state, draw, id, 2), ...criteria } };
    },
  ],
  [1, (state, draw) => ({ CloneRole: { role: role(state, draw), as: `r${draw.below(6)}` } })],
  [1, (state, draw) => ({ ChangeRoleDetails: { role: role(state, draw), name: `r${draw.below(9)}` } })],
  [2, (state, draw) => ({ SetRoleCriteria: { role: role(state, draw, true), criteria: attributes(draw) } })],
  [1, (state, draw) => ({ ClearRoleCriteria: { role: role(state, draw, true) } })],
  [1, (state, draw) => ({ DeprecateRole: { role: role(state, draw) } })],
  [1, (state, draw) => ({ RestoreRole: { role: role(state, draw) } })],
  [2, (state, draw) => ({ DeleteRole: { role: role(state, draw, true) } })],
  [
    6,
    (state, draw) => {
      const id = role(state, draw, true);
      const [given] = [...grants(state, draw, id, 1), grant(state, draw, [])];
      return { GrantPermission: { to: { role: id }, ...given! } };
    },
  ],
  [
    4,
    (state, draw) => {
      const id = role(state, draw, true);
      const { scope = '.', give = {} } = draw.from(state.roles.get(id)?.grants ?? []) ?? {};
      const facet = draw.chance(2) ? draw.from(Object.keys(give)) : undefined;
      return { RevokePermission: { from: { role: id }, scope, ...(facet !== undefined && { facet }) } };
    },
  ],
  [
    4,
    (state, draw) => {
      const id = role(state, draw, true);
      const kept = (state.roles.get(id)?.grants ?? []).filter(() => draw.chance(2));
      const all = [...kept, ...grants(state, draw, id, 2)].map(({ scope, give, only }) => ({
        scope,
        give: structuredClone(give) as Record<string, string[]>,
        ...(only !== undefined && { only: structuredClone(only) as Record<string, string[]> }),
      }));
      return { ReplacePermissions: { role: id, grants: all } };
    },
  ],
];

const assignments: readonly (readonly [number, Make])[] = [
  [
    12,
    (state, draw, now) => ({
      AssignRole: { user: user(draw), ...roleAndPlace(state, draw), ...window(draw, now) },
    }),
  ],
  [
    3,
    (state, draw, now) => ({
      ChangeRole: { user: user(draw), ...roleAndPlace(state, draw), ...window(draw, now) },
    }),
  ],
  [
    5,
    (state, draw) => {
      const held = draw.from(state.assignments);
      if (held === undefined) return undefined;
      return { RevokeRole: { user: state.names[held.person]!, role: held.role, place: held.place } };
    },
  ],
  [5, (state, draw) => ({ SetUserRoles: { user: user(draw), ...rolesAndPlace(state, draw, 2) } })],
  [3, (state, draw) => ({ TransferOwnership: { place: resource(state, draw), to: user(draw) } })],
  [
    6,
    (state, draw, now) => {
      const chosen = value(state, draw, 'user_grants');
      if (chosen === undefined) return undefined;
      const give = { [chosen.facet]: chosen.level() };
      return { GrantPermission: { to: { user: user(draw) }, scope: chosen.at, give, ...window(draw, now) } };
    },
  ],
  [
    4,
    (state, draw) => {
      const { resource: at, person } = draw.from(state.userLevels) ?? { resource: resource(state, draw) };
      const of = person === undefined ? user(draw) : (state.names[person] ?? user(draw));
      return { RevokePermission: { from: { user: of }, scope: at } };
    },
  ],
];

const weighted = [...organization, ...resources, ...members, ...roles, ...assignments].flatMap(
  ([times, make]) => Array.from({ length: times }, () => make),
);

export function randomOrder(state: World, draw: Draw, now: number): Order | undefined {
  return draw.from(weighted)!(state, draw, now);
}
