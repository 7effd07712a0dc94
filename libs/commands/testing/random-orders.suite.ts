import type { Draw } from '#access/testing/draw.suite.js';
import type { Order } from './orders.suite.js';
import {
  attributes,
  email,
  grant,
  grants,
  place,
  registration,
  relocation,
  resource,
  role,
  roleAndPlace,
  rolesAndPlace,
  user,
  value,
  window,
  type World,
} from './random-parts.suite.js';

/** An order that may or may not make sense in this state, at this time (UTC milliseconds). */
type Make = (state: World, draw: Draw, now: number) => Order | undefined;

const made = {
  RenameOrganization: (_, draw) => ({ RenameOrganization: { name: `name ${draw.below(9)}` } }),
  ChangeOrganizationSettings: (_, draw) => {
    const grantLimit = draw.from(['own', 'own', 'off'] as const)!;
    return { ChangeOrganizationSettings: { settings: { grantLimit, invitationDays: 1 + draw.below(3) } } };
  },
  UpgradeOrganizationModel: (_, draw) => ({ UpgradeOrganizationModel: { version: 1 + draw.below(3) } }),

  RegisterResource: (state, draw) => ({ RegisterResource: registration(state, draw) }),
  MoveResource: (state, draw) => ({ MoveResource: relocation(state, draw) }),
  RenameResource: (state, draw) => ({
    RenameResource: { ref: resource(state, draw), name: `name ${draw.below(9)}` },
  }),
  RemoveResource: (state, draw) => ({
    RemoveResource: { ref: resource(state, draw), cascade: draw.chance(2) },
  }),
  OverrideDashboard: (state, draw) => {
    const chosen = value(state, draw, 'override');
    if (chosen === undefined) return undefined;
    const listed = draw.some([...state.roles.keys()], 3).map((id) => [id, chosen.level()] as const);
    return {
      OverrideDashboard: { resource: chosen.at, facet: chosen.facet, roles: Object.fromEntries(listed) },
    };
  },
  ClearDashboardOverride: ({ overrides }, draw) => {
    const { resource: at = 'nothing:x', facet = 'nothing' } = draw.from(overrides) ?? {};
    return { ClearDashboardOverride: { resource: at, facet } };
  },

  AddUser: (state, draw) => ({ AddUser: { user: user(draw), ...rolesAndPlace(state, draw, 2) } }),
  InviteUser: (state, draw) => ({ InviteUser: { emails: [email(draw)], ...rolesAndPlace(state, draw, 2) } }),
  ResendInvitation: (_, draw) => ({ ResendInvitation: { user: email(draw) } }),
  RevokeInvitation: (_, draw) => ({ RevokeInvitation: { user: email(draw) } }),
  AcceptInvitation: (_, draw) => ({ AcceptInvitation: { user: email(draw) } }),
  DeclineInvitation: (_, draw) => ({ DeclineInvitation: { user: email(draw) } }),
  RecordFirstAccess: (_, draw) => ({
    RecordFirstAccess: { user: user(draw), attributes: attributes(draw) },
  }),
  ChangeUserAttributes: (_, draw) => ({
    ChangeUserAttributes: { user: user(draw), attributes: attributes(draw) },
  }),
  SuspendUser: (_, draw) => ({ SuspendUser: { user: user(draw) } }),
  ReinstateUser: (_, draw) => ({ ReinstateUser: { user: user(draw) } }),
  RemoveUser: (_, draw) => ({ RemoveUser: { user: user(draw) } }),
  EraseUser: (_, draw) => ({ EraseUser: { user: user(draw) } }),
  NotifyUsers: (_, draw) => ({ NotifyUsers: { users: [user(draw)], text: 'Hello' } }),
  ImportUsers: (state, draw) => {
    const row = () => ({ user: user(draw), ...rolesAndPlace(state, draw, 2) });
    return { ImportUsers: { rows: [row(), row(), row()].slice(draw.below(3)) } };
  },

  CreateRole: (state, draw) => {
    const id = `r${draw.below(6)}`;
    const criteria = draw.chance(6) ? { criteria: attributes(draw) } : {};
    return { CreateRole: { role: id, grants: grants(state, draw, id, 2), ...criteria } };
  },
  CloneRole: (state, draw) => ({
    CloneRole: { role: role(state, draw), as: `r${draw.below(6)}`, name: `r${draw.below(9)}` },
  }),
  ChangeRoleDetails: (state, draw) => ({
    ChangeRoleDetails: { role: role(state, draw), name: draw.from(['R1', 'r2', 'R3', 'r9', 'owner'])! },
  }),
  SetRoleCriteria: (state, draw) => ({
    SetRoleCriteria: { role: role(state, draw, true), criteria: attributes(draw) },
  }),
  ClearRoleCriteria: (state, draw) => ({ ClearRoleCriteria: { role: role(state, draw, true) } }),
  DeprecateRole: (state, draw) => ({ DeprecateRole: { role: role(state, draw) } }),
  RestoreRole: (state, draw) => ({ RestoreRole: { role: role(state, draw) } }),
  DeleteRole: (state, draw) => ({ DeleteRole: { role: role(state, draw, true) } }),
  GrantToRole: (state, draw) => {
    const id = role(state, draw, true);
    const [given] = [...grants(state, draw, id, 1), grant(state, draw, [])];
    return { GrantPermission: { to: { role: id }, ...given! } };
  },
  RevokeFromRole: (state, draw) => {
    const id = role(state, draw, true);
    const { scope = '.', give = {} } = draw.from(state.roles.get(id)?.grants ?? []) ?? {};
    const facet = draw.chance(2) ? draw.from(Object.keys(give)) : undefined;
    return { RevokePermission: { from: { role: id }, scope, ...(facet !== undefined && { facet }) } };
  },
  ReplacePermissions: (state, draw) => {
    const id = role(state, draw, true);
    const kept = (state.roles.get(id)?.grants ?? []).filter(() => draw.chance(2));
    const all = [...kept, ...grants(state, draw, id, 2)].map(({ scope, give, only }) => ({
      scope,
      give: structuredClone(give) as Record<string, string[]>,
      ...(only !== undefined && { only: structuredClone(only) as Record<string, string[]> }),
    }));
    return { ReplacePermissions: { role: id, grants: all } };
  },

  AssignRole: (state, draw, now) => ({
    AssignRole: { user: user(draw), ...roleAndPlace(state, draw), ...window(draw, now) },
  }),
  ChangeRole: (state, draw, now) => {
    const { person, place: at } = draw.from(state.assignments) ?? {};
    const id = role(state, draw);
    const of = person === undefined ? user(draw) : state.names[person]!;
    return { ChangeRole: { user: of, role: id, place: at ?? place(state, draw, id), ...window(draw, now) } };
  },
  RevokeRole: (state, draw) => {
    const held = draw.from(state.assignments);
    if (held === undefined) return undefined;
    return { RevokeRole: { user: state.names[held.person]!, role: held.role, place: held.place } };
  },
  SetUserRoles: (state, draw) => ({ SetUserRoles: { user: user(draw), ...rolesAndPlace(state, draw, 2) } }),
  TransferOwnership: (state, draw) => ({
    TransferOwnership: { place: resource(state, draw), to: user(draw) },
  }),
  GrantToUser: (state, draw, now) => {
    const chosen = value(state, draw, 'user_grants');
    if (chosen === undefined) return undefined;
    const give = { [chosen.facet]: chosen.level() };
    return { GrantPermission: { to: { user: user(draw) }, scope: chosen.at, give, ...window(draw, now) } };
  },
  RevokeFromUser: (state, draw) => {
    const { resource: at, person } = draw.from(state.userLevels) ?? { resource: resource(state, draw) };
    const of = person === undefined ? user(draw) : (state.names[person] ?? user(draw));
    return { RevokePermission: { from: { user: of }, scope: at } };
  },
} satisfies Record<string, Make>;

/** How often each kind is sent. */
export type Mix = Partial<Record<keyof typeof made, number>>;

/** A bit of everything. */
export const everything: Mix = {
  ...Object.fromEntries(Object.keys(made).map((name) => [name, 1])),
  RegisterResource: 8,
  MoveResource: 5,
  RemoveResource: 2,
  OverrideDashboard: 5,
  AddUser: 6,
  InviteUser: 3,
  AcceptInvitation: 3,
  CreateRole: 5,
  GrantToRole: 6,
  RevokeFromRole: 4,
  ReplacePermissions: 4,
  AssignRole: 12,
  ChangeRole: 3,
  RevokeRole: 5,
  SetUserRoles: 5,
  TransferOwnership: 3,
  GrantToUser: 6,
  RevokeFromUser: 4,
};

/** What makes a place that is lived in. */
export const furnishing: Mix = {
  RegisterResource: 6,
  AddUser: 2,
  InviteUser: 1,
  SuspendUser: 1,
  CreateRole: 5,
  GrantToRole: 8,
  AssignRole: 10,
  OverrideDashboard: 3,
  GrantToUser: 5,
};

/** What may give somebody something. */
export const giving: Mix = {
  MoveResource: 8,
  OverrideDashboard: 6,
  ClearDashboardOverride: 3,
  AddUser: 2,
  InviteUser: 2,
  ImportUsers: 2,
  CreateRole: 2,
  SetRoleCriteria: 1,
  GrantToRole: 8,
  RevokeFromRole: 4,
  ReplacePermissions: 4,
  AssignRole: 10,
  ChangeRole: 2,
  RevokeRole: 1,
  SetUserRoles: 4,
  TransferOwnership: 1,
  GrantToUser: 10,
  RevokeFromUser: 8,
};

/** What may leave an organization without somebody. */
export const taking: Mix = {
  AddUser: 4,
  AssignRole: 8,
  ChangeRole: 2,
  RevokeRole: 10,
  SetUserRoles: 6,
  SuspendUser: 8,
  ReinstateUser: 4,
  RemoveUser: 8,
  EraseUser: 2,
  GrantToRole: 2,
  RevokeFromRole: 6,
  ReplacePermissions: 6,
  DeleteRole: 3,
  GrantToUser: 6,
  RevokeFromUser: 4,
  OverrideDashboard: 3,
  RegisterResource: 3,
  MoveResource: 3,
  RemoveResource: 2,
  TransferOwnership: 6,
};

/** What makes roles and names. */
export const naming: Mix = {
  CreateRole: 4,
  CloneRole: 4,
  ChangeRoleDetails: 8,
  DeleteRole: 2,
  UpgradeOrganizationModel: 1,
};

export function randomOrder(mix: Mix, state: World, draw: Draw, now: number): Order | undefined {
  const names = Object.entries(mix).flatMap(([name, times]) => Array<string>(times).fill(name));
  const make: Make = new Map<string, Make>(Object.entries(made)).get(draw.from(names)!)!;
  return make(state, draw, now);
}
