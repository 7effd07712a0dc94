import { counts } from '#access/assignments.js';
import { personValue } from '#access/person-value.js';
import { roleValue } from '#access/role-value.js';
import { NOWHERE, type View } from '#access/view.js';
import type { Level } from '#events/grant.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Facet } from '#model/compiled.js';
import { heldBy } from '../assigned.js';
import { shownLevel } from '../level.js';

/** What somebody has for a facet at a resource, and where it comes from. */
export type Member = {
  readonly user: string;
  /** What counts. */
  readonly effective: readonly string[];
  /** The level kept on the person there. */
  readonly explicit: string | Level | null;
  readonly throughRoles: readonly {
    readonly role: string;
    readonly place: string;
    readonly level: string | Level;
  }[];
  /** Whether the person's own level replaces what the roles would give. */
  readonly overruled: boolean;
};

/** Active people with any role that says something there, or with a level of their own, by number. */
export function peopleAt(view: View, facet: Facet, target: number): number[] {
  const { assignments, userLevels } = view.access;
  const found = new Set<number>();
  for (let place = target; place !== NOWHERE; place = view.parent(place)) {
    for (const pair of assignments.pairsAt(place)) {
      const role = assignments.roleOfPair(pair);
      if (roleValue(view, role, place, facet, target, target).names.length === 0) continue;
      for (
        let slot = assignments.firstHolder(pair, view.past);
        slot >= 0;
        slot = assignments.nextHolder(slot, view.past)
      ) {
        if (view.past && assignments.isOver(slot, view.revision)) break;
        if (assignments.holds(slot, view.revision, view.instant)) found.add(assignments.personOf(slot));
      }
    }
  }
  for (const { person, facet: of, level } of userLevels.at(target, view.revision)) {
    if (of === facet.name && counts(level.period, view.instant)) found.add(person);
  }
  return [...found].filter((person) => view.status(person) === 'active').sort((a, b) => a - b);
}

export function memberAt(
  view: View,
  directory: PeopleDirectory,
  person: number,
  facet: Facet,
  target: number,
): Member {
  const own = view.access.userLevels.get(person, target, facet.name, view.revision);
  const explicit = own !== undefined && counts(own.period, view.instant) ? own.level : undefined;
  const throughRoles = heldBy(view, person).flatMap(({ role, place, period }) => {
    if (!counts(period, view.instant) || !view.isAtOrBelow(target, place)) return [];
    const { names } = roleValue(view, role, place, facet, target, target);
    if (names.length === 0) return [];
    return [{ role: view.access.roles.id(role), place: view.ref(place), level: shownLevel(names) }];
  });
  return {
    user: directory.name(person),
    effective: personValue(view, person, facet, target, target).names,
    explicit: explicit === undefined ? null : shownLevel(explicit),
    throughRoles,
    overruled: explicit !== undefined && facet.userGrants === 'overrule' && throughRoles.length > 0,
  };
}
