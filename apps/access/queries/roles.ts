import type { RoleState } from '#access/roles.js';
import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Criteria, Lock, RoleKind } from '#events/grant.js';
import { type Since, since } from './answer.js';
import { activeHolders } from './assigned.js';
import { shownLevel } from './users.js';

/** A line of the roles table. */
export type RoleRow = {
  readonly role: string;
  readonly name: string;
  readonly kind: RoleKind;
  readonly locked: readonly Lock[];
  readonly deprecated: boolean;
  readonly replacement?: string;
  /** Distinct active people who hold it. */
  readonly assignedUsers: number;
  /** Scopes of its grants, each once. */
  readonly assignedTenants: readonly string[];
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createdOn: string;
  readonly updatedOn: string;
};

export type Role = RoleRow & {
  readonly description: string | null;
  readonly grants: readonly {
    readonly scope: string;
    readonly give: Readonly<Record<string, string | readonly string[]>>;
    readonly only?: Readonly<Record<string, readonly string[]>>;
    readonly since: Since;
  }[];
  readonly criteria: Criteria | null;
  readonly clonedFrom: string | null;
  readonly assignableAt: readonly string[];
};

export const roleOrders = ['name', 'role', 'assignedUsers', 'createdOn', 'updatedOn'] as const;
export type RoleOrder = (typeof roleOrders)[number] | `-${(typeof roleOrders)[number]}`;

/** The roles that match, sorted; by name where nothing else is asked for. */
export function roleRows(
  view: View,
  directory: PeopleDirectory,
  { q, sort = 'name' }: { readonly q?: string; readonly sort?: RoleOrder },
): RoleRow[] {
  const wanted = q?.toLowerCase() ?? '';
  const rows: RoleRow[] = [];
  for (const role of view.access.roles.standing(view.revision)) {
    const { name } = view.role(role)!;
    const id = view.access.roles.id(role);
    if (`${id}\n${name}`.toLowerCase().includes(wanted)) rows.push(roleRow(view, directory, role));
  }
  const by = sort.replace(/^-/, '') as (typeof roleOrders)[number];
  const sorted = rows.sort((a, b) => compare(a[by], b[by]) || compare(a.role, b.role));
  return sort.startsWith('-') ? sorted.toReversed() : sorted;
}

/** `undefined` for a role that is not there. */
export function roleOf(view: View, directory: PeopleDirectory, id: string): Role | undefined {
  const role = view.access.roles.number(id);
  const state = role === undefined ? undefined : view.role(role);
  if (role === undefined || state === undefined) return undefined;
  return {
    ...roleRow(view, directory, role),
    description: state.description ?? null,
    grants: state.grants.map(({ scope, give, only, since: given }) => ({
      scope,
      give: Object.fromEntries(Object.entries(give).map(([facet, level]) => [facet, shownLevel(level)])),
      ...(only !== undefined && { only }),
      since: since(view, directory, given),
    })),
    criteria: state.criteria ?? null,
    clonedFrom: state.clonedFrom ?? null,
    assignableAt: state.assignableAt,
  };
}

function roleRow(view: View, directory: PeopleDirectory, role: number): RoleRow {
  const state = view.role(role)!;
  const created = since(view, directory, state.created);
  const updated = since(view, directory, state.updated);
  return {
    role: view.access.roles.id(role),
    name: state.name,
    kind: state.kind,
    locked: state.locked,
    deprecated: state.deprecated ?? false,
    ...replacementOf(state),
    assignedUsers: activeHolders(view, role).size,
    assignedTenants: [...new Set(state.grants.map(({ scope }) => scope))],
    createdBy: created.actor,
    updatedBy: updated.actor,
    createdOn: created.time,
    updatedOn: updated.time,
  };
}

function replacementOf({ replacement }: RoleState): { replacement?: string } {
  return replacement === undefined ? {} : { replacement };
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0;
}
