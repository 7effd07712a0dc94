import type { Level } from '#events/grant.js';
import type { Access } from './access.js';
import type { Period } from './assignments.js';
import type { PersonStatus } from './people.js';

/** A fact that stands from revision `since` on; of one that ended, `to` is the revision that ended it. */
type Lasting = { readonly since: number; readonly to?: number; readonly period?: Period };

export type RowAssignment = Lasting & { readonly role: number; readonly place: number };
export type RowLevel = Lasting & { readonly node: number; readonly facet: string; readonly level: Level };

/** What a person had, by numbers of roles and nodes. A number never comes back, whatever becomes of its name. */
export type RowFacts = {
  /** The last one of those that stand is the status. */
  readonly statuses: readonly (Lasting & { readonly status: PersonStatus })[];
  readonly assignments: readonly RowAssignment[];
  readonly levels: readonly RowLevel[];
};

/** All that a check needs to know of one person: what stands, and what ended. */
export type PersonRow = { readonly live: RowFacts; readonly past: RowFacts };

/** The row of a person as of a revision that is folded in. */
export function personRow(access: Access, person: number, revision: number): PersonRow {
  const statuses = Array.from(access.people.statuses(person, revision), ({ value: status, ...interval }) => ({
    status,
    ...interval,
  }));
  const assignments = Array.from(
    access.assignments.lives(person, revision),
    ({ role, place, since, to, period }) => ({ role, place, ...lasting(since, to, period) }),
  );
  const levels = Array.from(
    access.userLevels.lives(person, revision),
    ({ node, facet, since, to, value: { level, period } }) => ({
      ...{ node, facet, level },
      ...lasting(since, to, period),
    }),
  );
  const all = { statuses, assignments, levels };
  return { live: pick(all, (to) => to === undefined), past: pick(all, (to) => to !== undefined) };
}

function lasting(since: number, to: number | undefined, period: Period | undefined): Lasting {
  return { since, ...(to !== undefined && { to }), ...(period !== undefined && { period }) };
}

function pick(facts: RowFacts, of: (to: number | undefined) => boolean): RowFacts {
  const which = ({ to }: Lasting): boolean => of(to);
  return {
    statuses: facts.statuses.filter(which),
    assignments: facts.assignments.filter(which),
    levels: facts.levels.filter(which),
  };
}
