import type { View } from '#access/view.js';
import type { Role } from '#client/roles.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { presentActor } from '#ledger/present.js';

/** The table of roles, by name. */
export function roleRows(view: View, directory: PeopleDirectory): Role[] {
  const rows = [...view.access.roles.standing(view.revision)].map((role) => roleRow(view, directory, role));
  return rows.sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.role, b.role));
}

function roleRow(view: View, directory: PeopleDirectory, role: number): Role {
  const { history, roles } = view.access;
  const state = view.role(role)!;
  const actor = (revision: number) =>
    presentActor(history.actor(revision), (person) => directory.name(person));
  const time = (revision: number) => new Date(history.time(revision)).toISOString();
  return {
    role: roles.id(role),
    name: state.name,
    kind: state.kind,
    locked: state.locked,
    deprecated: state.deprecated ?? false,
    ...(state.replacement !== undefined && { replacement: state.replacement }),
    assignedUsers: activeHolders(view, role).size,
    assignedTenants: [...new Set(state.grants.map(({ scope }) => scope))],
    createdBy: actor(state.created),
    updatedBy: actor(state.updated),
    createdOn: time(state.created),
    updatedOn: time(state.updated),
  };
}

function activeHolders(view: View, role: number): Set<number> {
  const { assignments, tree } = view.access;
  const people = new Set<number>();
  for (const pair of assignments.pairsWithRole(role)) {
    if (!tree.exists(assignments.placeOfPair(pair), view.revision)) continue;
    let slot = assignments.firstHolder(pair, view.past);
    for (; slot >= 0; slot = assignments.nextHolder(slot, view.past)) {
      const person = assignments.personOf(slot);
      const counts = assignments.holds(slot, view.revision, view.instant);
      if (counts && view.status(person) === 'active') people.add(person);
    }
  }
  return people;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
