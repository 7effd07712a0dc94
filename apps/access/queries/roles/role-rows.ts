import type { RoleState } from '#access/roles.js';
import type { View } from '#access/view.js';
import type { Lock, RoleKind } from '#events/grant.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Order } from '../../questions/paging.js';
import { since } from '../answer.js';
import { matches } from '../matching.js';
import type { HolderCounts } from './holder-counts.js';

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

export const roleColumns = [
  'name',
  'role',
  'assignedUsers',
  'assignedTenants',
  'createdBy',
  'updatedBy',
  'createdOn',
  'updatedOn',
] as const;
export type RoleColumn = (typeof roleColumns)[number];

/** Numbers of the roles whose id or name matches. */
export function* rolesLike(view: View, q: string | undefined): Generator<number> {
  const found = matches(q);
  for (const role of view.access.roles.standing(view.revision)) {
    if (found(view.access.roles.id(role), view.role(role)!.name)) yield role;
  }
}

/** Roles that are alike in the column come by their id; `assignedTenants` is ordered by how many there are. */
export function byColumn(
  view: View,
  directory: PeopleDirectory,
  holders: HolderCounts,
  column: RoleColumn,
  descending: boolean,
): Order<number> {
  const { roles, history } = view.access;
  const actor = (revision: number) => since(view, directory, revision).actor.toLowerCase();
  const keys: Readonly<Record<RoleColumn, (role: number, state: RoleState) => string | number>> = {
    name: (_, { name }) => name.toLowerCase(),
    role: (role) => roles.id(role),
    assignedUsers: (role) => holders.get(role)!,
    assignedTenants: (_, state) => scopesOf(state).length,
    createdBy: (_, { created }) => actor(created),
    updatedBy: (_, { updated }) => actor(updated),
    createdOn: (_, { created }) => history.time(created),
    updatedOn: (_, { updated }) => history.time(updated),
  };
  return { position: (role) => [keys[column](role, view.role(role)!), roles.id(role)], descending };
}

export function roleRow(
  view: View,
  directory: PeopleDirectory,
  holders: HolderCounts,
  role: number,
): RoleRow {
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
    assignedUsers: holders.get(role)!,
    assignedTenants: scopesOf(state),
    createdBy: created.actor,
    updatedBy: updated.actor,
    createdOn: created.time,
    updatedOn: updated.time,
  };
}

function scopesOf({ grants }: RoleState): string[] {
  return [...new Set(grants.map(({ scope }) => scope))];
}

function replacementOf({ replacement }: RoleState): { replacement?: string } {
  return replacement === undefined ? {} : { replacement };
}
