import type { LedgerEvent } from '#events/event.js';
import type { Grant, Level } from '#events/grant.js';
import type { ModelDocument } from '#model/document.js';

/** Plain lists of what stands: the state of an organization as the page on access would draw it on a blackboard. */
export type NaiveState = {
  document: ModelDocument;
  closed: boolean;
  root: string;
  /** Parent by resource; the root has none. */
  parents: Map<string, string | undefined>;
  roles: Map<string, { assignableAt: readonly string[]; grants: Grant[] }>;
  /** Ids of roles that ever were. */
  roleIds: Set<string>;
  members: Map<number, string | undefined>;
  assignments: (Lasting & { person: number; role: string; place: string })[];
  overrides: { resource: string; facet: string; roles: Readonly<Record<string, Level>> }[];
  userLevels: (Lasting & { person: number; resource: string; facet: string; level: Level })[];
};

/** RFC 3339. */
export type Lasting = { readonly from?: string; readonly until?: string };

export function naiveFold(events: Iterable<LedgerEvent>): NaiveState {
  // The first event fills in what is left open here.
  const state = {
    closed: false,
    parents: new Map(),
    roles: new Map(),
    roleIds: new Set(),
    members: new Map(),
    assignments: [],
    overrides: [],
    userLevels: [],
  } as Partial<NaiveState> as NaiveState;
  for (const event of events) naiveEvolve(state, event);
  return state;
}

export function naiveEvolve(state: NaiveState, event: LedgerEvent): void {
  switch (event.type) {
    case 'OrganizationCreated':
      state.root = event.data.root;
      state.document = event.data.model.document as ModelDocument;
      return;
    case 'OrganizationModelUpgraded':
      state.document = event.data.model.document as ModelDocument;
      return;
    case 'OrganizationClosed':
      state.closed = true;
      return;
    case 'ResourceRegistered':
    case 'ResourceMoved':
      state.parents.set(event.data.resource, event.data.parent);
      return;
    case 'ResourceRemoved':
      return removeResource(state, event.data.resource);
    case 'RoleCreated':
      state.roleIds.add(event.data.role);
      state.roles.set(event.data.role, {
        assignableAt: event.data.assignableAt,
        grants: [...event.data.grants],
      });
      return;
    case 'RoleDeleted': {
      const { role } = event.data;
      state.roles.delete(role);
      for (const override of state.overrides) {
        override.roles = Object.fromEntries(Object.entries(override.roles).filter(([id]) => id !== role));
      }
      state.overrides = state.overrides.filter(({ roles }) => Object.keys(roles).length > 0);
      return;
    }
    case 'PermissionsReplaced':
      state.roles.get(event.data.role)!.grants = [...event.data.grants];
      return;
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared': {
      const { resource, facet } = event.data;
      state.overrides = state.overrides.filter((o) => o.resource !== resource || o.facet !== facet);
      if (event.type === 'DashboardOverridden') state.overrides.push({ ...event.data });
      return;
    }
    case 'PermissionGranted': {
      if ('role' in event.data) {
        state.roles.get(event.data.role)!.grants.push(event.data.grant);
        return;
      }
      dropUserLevel(state, event.data);
      state.userLevels.push(event.data);
      return;
    }
    case 'PermissionRevoked': {
      if (!('role' in event.data)) return dropUserLevel(state, event.data);
      const { role, scope, facet } = event.data;
      const { grants } = state.roles.get(role)!;
      state.roles.get(role)!.grants = grants.flatMap((grant) => {
        if (grant.scope !== scope) return [grant];
        const give = Object.entries(grant.give).filter(([name]) => facet !== undefined && name !== facet);
        return give.length === 0 ? [] : [{ ...grant, give: Object.fromEntries(give) }];
      });
      return;
    }
    case 'PermissionExpired':
      return dropUserLevel(state, event.data);
    case 'RoleAssigned':
      state.assignments.push(event.data);
      return;
    case 'RoleRevoked':
    case 'RoleExpired':
      return dropAssignment(state, event.data);
    case 'RoleReplaced': {
      const { person, place, replaced } = event.data;
      dropAssignment(state, { person, place, role: replaced });
      state.assignments.push(event.data);
      return;
    }
    case 'UserInvited':
      state.members.set(event.data.person, 'invited');
      return;
    case 'UserActivated':
    case 'UserReinstated':
      state.members.set(event.data.person, 'active');
      return;
    case 'UserSuspended':
      state.members.set(event.data.person, 'suspended');
      return;
    case 'InvitationDeclined':
    case 'UserRemoved': {
      const { person } = event.data;
      state.members.set(person, event.type === 'UserRemoved' ? 'removed' : undefined);
      state.assignments = state.assignments.filter((assignment) => assignment.person !== person);
      state.userLevels = state.userLevels.filter((level) => level.person !== person);
      return;
    }
    case 'UserErased':
      state.members.set(event.data.person, 'erased');
      return;
    default:
      // Names, periods that begin and the like decide nothing.
      return;
  }
}

/** The resource and everything above it, the resource first. */
export function naivePath(parents: NaiveState['parents'], resource: string): string[] {
  const path = [resource];
  for (let at = parents.get(resource); at !== undefined; at = parents.get(at)) path.push(at);
  return path;
}

function removeResource(state: NaiveState, resource: string): void {
  const gone = new Set(
    [...state.parents.keys()].filter((ref) => naivePath(state.parents, ref).includes(resource)),
  );
  for (const ref of gone) state.parents.delete(ref);
  state.assignments = state.assignments.filter(({ place }) => !gone.has(place));
  state.overrides = state.overrides.filter((override) => !gone.has(override.resource));
  state.userLevels = state.userLevels.filter((level) => !gone.has(level.resource));
  for (const role of state.roles.values()) {
    role.grants = role.grants
      .filter(({ scope }) => !gone.has(scope.endsWith('/**') ? scope.slice(0, -3) : scope))
      .map((grant) => (grant.only === undefined ? grant : { ...grant, only: without(grant.only, gone) }));
  }
}

function without(only: NonNullable<Grant['only']>, gone: ReadonlySet<string>) {
  return Object.fromEntries(
    Object.entries(only).map(([type, ids]) => [type, ids.filter((id) => !gone.has(`${type}:${id}`))]),
  );
}

function dropAssignment(state: NaiveState, ended: { person: number; role: string; place: string }): void {
  state.assignments = state.assignments.filter(
    ({ person, role, place }) => person !== ended.person || role !== ended.role || place !== ended.place,
  );
}

function dropUserLevel(state: NaiveState, ended: { person: number; resource: string; facet: string }): void {
  state.userLevels = state.userLevels.filter(
    ({ person, resource, facet }) =>
      person !== ended.person || resource !== ended.resource || facet !== ended.facet,
  );
}
