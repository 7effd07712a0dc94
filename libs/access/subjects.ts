import type { Fact } from '#events/event.js';
import type { Access } from './access.js';
import { IntColumn } from './columns.js';
import type { Undo } from './undo.js';

/** What an event is about, as far as it can change access. `everything`: the model, the end of the organization. */
export type Subject =
  | { readonly kind: 'person' | 'role' | 'node'; readonly number: number }
  | { readonly kind: 'everything'; readonly number?: undefined };

const kinds = ['everything', 'person', 'role', 'node'] as const;

export type SubjectsDump = { readonly revisions: Int32Array; readonly codes: Int32Array };

/** What the events are about, in their order: comparing two revisions looks at what changed and at nothing else. */
export class Subjects {
  private readonly revisions: IntColumn;
  private readonly codes: IntColumn;

  constructor(
    private readonly undo: Undo,
    dump?: SubjectsDump,
  ) {
    this.revisions = new IntColumn(dump?.revisions);
    this.codes = new IntColumn(dump?.codes);
  }

  note(revision: number, subjects: readonly Subject[]): void {
    const { length } = this.codes;
    for (const { kind, number = 0 } of subjects) {
      this.revisions.push(revision);
      this.codes.push(number * kinds.length + kinds.indexOf(kind));
    }
    this.undo.step(() => {
      this.revisions.length = length;
      this.codes.length = length;
    });
  }

  /** Subjects of the events after `from` up to and with `to`, each with its revisions in order. */
  between(from: number, to: number): { subject: Subject; revisions: readonly number[] }[] {
    const found = new Map<number, number[]>();
    for (let at = this.firstAfter(from); at < this.codes.length; at++) {
      const revision = this.revisions.get(at);
      if (revision > to) break;
      const code = this.codes.get(at);
      const revisions = found.get(code);
      if (revisions === undefined) found.set(code, [revision]);
      else revisions.push(revision);
    }
    return [...found].map(([code, revisions]) => ({ subject: decoded(code), revisions }));
  }

  dump(): SubjectsDump {
    return { revisions: this.revisions.dump(), codes: this.codes.dump() };
  }

  private firstAfter(revision: number): number {
    let low = 0;
    let high = this.revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.revisions.get(middle) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What the event is about; asked after it was folded in. */
export function subjectsOf(access: Access, fact: Fact): readonly Subject[] {
  switch (fact.type) {
    case 'OrganizationCreated':
    case 'OrganizationModelUpgraded':
    case 'OrganizationClosed':
      return [{ kind: 'everything' }];
    case 'OrganizationRenamed':
    case 'OrganizationSettingsChanged':
    case 'ResourceRenamed':
    case 'RoleDetailsChanged':
    case 'RoleCriteriaSet':
    case 'RoleDeprecated':
    case 'RoleRestored':
    case 'NotificationRequested':
      return [];
    case 'ResourceRegistered':
    case 'ResourceMoved':
    case 'ResourceRemoved':
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
      return [{ kind: 'node', number: access.tree.newestNode(fact.data.resource) }];
    case 'RoleCreated':
    case 'PermissionsReplaced':
    case 'RoleDeleted':
      return [role(access, fact.data.role)];
    case 'PermissionGranted':
    case 'PermissionRevoked':
      return ['role' in fact.data ? role(access, fact.data.role) : person(fact.data.person)];
    case 'OwnershipTransferred':
      return [fact.data.from, fact.data.to].filter((number) => number !== undefined).map(person);
    case 'UserInvited':
    case 'InvitationResent':
    case 'InvitationRevoked':
    case 'InvitationDeclined':
    case 'InvitationExpired':
    case 'UserActivated':
    case 'UserAttributesChanged':
    case 'UserSuspended':
    case 'UserReinstated':
    case 'UserRemoved':
    case 'UserErased':
    case 'RoleAssigned':
    case 'RoleRevoked':
    case 'RoleReplaced':
    case 'RoleStarted':
    case 'RoleExpired':
    case 'PermissionStarted':
    case 'PermissionExpired':
      return [person(fact.data.person)];
    default:
      return fact satisfies never;
  }
}

function person(number: number): Subject {
  return { kind: 'person', number };
}

function role(access: Access, id: string): Subject {
  return { kind: 'role', number: access.roles.number(id)! };
}

function decoded(code: number): Subject {
  const kind = kinds[code % kinds.length]!;
  if (kind === 'everything') return { kind };
  return { kind, number: Math.floor(code / kinds.length) };
}
