import type { Access } from '#access/access.js';
import type { Period } from '#access/assignments.js';
import type { PersonStatus } from '#access/people.js';
import type { RoleGrant, RoleState } from '#access/roles.js';
import type { AssignmentSource, Criteria, Grant, Level, Window } from '#events/grant.js';
import type { ModelReference, Settings } from '#events/organization.js';
import { told, type TrailEvent } from './trail-event.js';

/** What an event took the place of: what it changed, under the names of its data, as it was at the revision before. */
export type Before = Window & {
  readonly name?: string;
  readonly description?: string;
  readonly parent?: string;
  readonly settings?: Settings;
  readonly model?: Omit<ModelReference, 'document'>;
  /** The list of an override. */
  readonly roles?: Readonly<Record<string, Level>>;
  readonly grants?: readonly Grant[];
  readonly criteria?: Criteria;
  readonly replacement?: string;
  readonly level?: Level;
  readonly source?: AssignmentSource;
  readonly status?: PersonStatus;
};

/**
 * Reads from the fold what the event changed; events do not carry it. `numberOf` is the number of a person by the name
 * that the event shows. Nothing for refused attempts, and for events that only add.
 */
export function beforeOf(
  access: Access,
  event: TrailEvent,
  numberOf: (user: string) => number | undefined,
): Before {
  const past = new Past(access, event.revision - 1, numberOf);
  const { type, data } = told(event);
  switch (type) {
    case 'OrganizationRenamed':
      return known({ name: past.name(access.root) });
    case 'OrganizationSettingsChanged':
      return { settings: access.settings(past.revision) };
    case 'OrganizationModelUpgraded': {
      const { name, version, hash } = access.modelReference(past.revision);
      return { model: { name, version, hash } };
    }
    case 'ResourceRenamed':
      return known({ name: past.name(past.node(data.resource)) });
    case 'ResourceMoved':
      return known({ parent: past.parent(data.resource) });
    case 'ResourceRemoved':
      return known({ name: past.name(past.node(data.resource)), parent: past.parent(data.resource) });
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
      return known({ roles: past.override(data.resource, data.facet) });
    case 'RoleDetailsChanged': {
      const { name, description } = past.role(data.role) ?? {};
      return known({
        ...(data.name !== undefined && { name }),
        ...(data.description !== undefined && { description }),
      });
    }
    case 'PermissionsReplaced':
      return known({ grants: past.role(data.role)?.grants.map(asGiven) });
    case 'RoleCriteriaSet':
      return known({ criteria: past.role(data.role)?.criteria });
    case 'RoleDeprecated':
    case 'RoleRestored':
      return known({ replacement: past.role(data.role)?.replacement });
    case 'RoleDeleted':
      return known({ name: past.role(data.role)?.name, grants: past.role(data.role)?.grants.map(asGiven) });
    case 'PermissionGranted':
      return 'role' in data ? {} : past.userLevel(data);
    case 'PermissionRevoked': {
      if (!('role' in data)) return past.userLevel(data);
      const grants = past.role(data.role)?.grants.filter(({ scope }) => scope === data.scope);
      return known({ grants: grants?.map(asGiven) });
    }
    case 'PermissionExpired':
      return past.userLevel(data);
    case 'UserInvited':
    case 'InvitationRevoked':
    case 'InvitationDeclined':
    case 'UserActivated':
    case 'UserSuspended':
    case 'UserReinstated':
    case 'UserRemoved':
      return known({ status: past.status(data.user) });
    case 'RoleRevoked':
    case 'RoleExpired':
      return past.assignment(data.user, data.role, data.place);
    case 'RoleReplaced':
      return past.assignment(data.user, data.replaced, data.place);
    case 'OrganizationCreated':
    case 'OrganizationClosed':
    case 'ResourceRegistered':
    case 'RoleCreated':
    case 'InvitationResent':
    case 'InvitationExpired':
    case 'UserAttributesChanged':
    case 'UserErased':
    case 'NotificationRequested':
    case 'RoleAssigned':
    case 'OwnershipTransferred':
    case 'RoleStarted':
    case 'PermissionStarted':
    case 'CommandRefused':
    case 'RefusalsLeftOut':
      return {};
    default:
      return type satisfies never;
  }
}

/** The fold at one revision, asked by the names that events show. */
class Past {
  constructor(
    private readonly access: Access,
    readonly revision: number,
    private readonly numberOf: (user: string) => number | undefined,
  ) {}

  node(ref: string): number | undefined {
    return this.access.tree.find(ref, this.revision);
  }

  name(node: number | undefined): string | undefined {
    return node === undefined ? undefined : this.access.tree.name(node, this.revision);
  }

  parent(ref: string): string | undefined {
    const node = this.node(ref);
    const parent = node === undefined ? undefined : this.access.tree.parent(node, this.revision);
    return parent === undefined || parent < 0 ? undefined : this.access.tree.ref(parent);
  }

  role(id: string): RoleState | undefined {
    const role = this.access.roles.number(id);
    return role === undefined ? undefined : this.access.roles.state(role, this.revision);
  }

  override(ref: string, facet: string): Before['roles'] {
    const node = this.node(ref);
    const list = node === undefined ? undefined : this.access.overrides.get(facet, node, this.revision);
    return (
      list &&
      Object.fromEntries([...list].map(([role, level]) => [this.access.roles.id(role), level] as const))
    );
  }

  status(user: string): PersonStatus | undefined {
    const person = this.numberOf(user);
    return person === undefined ? undefined : this.access.people.status(person, this.revision);
  }

  assignment(user: string, roleId: string, ref: string): Before {
    const [person, role, place] = [this.numberOf(user), this.access.roles.number(roleId), this.node(ref)];
    if (person === undefined || role === undefined || place === undefined) return {};
    const slot = this.access.assignments.find(person, role, place);
    const held = slot === undefined ? undefined : this.access.assignments.at(slot, this.revision);
    return held === undefined ? {} : { source: held.source, ...windowOf(held.period) };
  }

  userLevel({ user, resource, facet }: { user: string; resource: string; facet: string }): Before {
    const [person, node] = [this.numberOf(user), this.node(resource)];
    if (person === undefined || node === undefined) return {};
    const held = this.access.userLevels.get(person, node, facet, this.revision);
    return held === undefined ? {} : { level: held.level, ...windowOf(held.period) };
  }
}

function asGiven({ scope, give, only }: RoleGrant): Grant {
  return { scope, give, ...(only !== undefined && { only }) };
}

function windowOf({ from, until }: Period = {}): Window {
  return {
    ...(from !== undefined && { from: new Date(from).toISOString() }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  };
}

/** Without the fields that had no value. */
function known(fields: { readonly [F in keyof Before]: Before[F] | undefined }): Before {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
