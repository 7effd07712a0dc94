import { gives, type Facet } from '#model/compiled.js';
import { counts } from './assignments.js';
import { roleValue } from './role-value.js';
import { LEAF, NOWHERE, type View } from './view.js';

/**
 * Everybody who has the permission on the resource, active people only, in no particular order. Costs one role value
 * per distinct (role, place) at or above the target, plus the answer; it never walks over people who do not have it.
 */
export function who(view: View, permission: number, node: number): Set<number> {
  const found = view.isClosed ? new Set<number>() : candidates(view, permission, node);
  for (const person of found) if (view.status(person) !== 'active') found.delete(person);
  return found;
}

/** Whether anybody has it. Stops at the first one. With `lasting`, assignments that end one day do not count. */
export function anybody(view: View, permission: number, node: number, lasting = false): boolean {
  const facet = view.model.facetOfPermission(permission);
  if (facet === undefined) return who(view, permission, node).size > 0;
  const target = view.target(facet, node);
  if (target === NOWHERE) return false;
  const overruled = facet.userGrants === 'overrule' ? peopleWithLevel(view, facet, target) : undefined;
  for (const person of holders(view, permission, facet, target, node, lasting)) {
    if (overruled?.has(person) !== true && view.status(person) === 'active') return true;
  }
  if (facet.userGrants === undefined || target === LEAF) return false;
  for (const { person, facet: of, level } of view.access.userLevels.at(target, view.revision)) {
    if (of !== facet.name || !counts(level.period, view.instant)) continue;
    if (lasting && level.period?.until !== undefined) continue;
    if (gives(facet.levels(level.level), permission) && view.status(person) === 'active') return true;
  }
  return false;
}

function candidates(view: View, permission: number, node: number): Set<number> {
  const facet = view.model.facetOfPermission(permission);
  if (facet === undefined) return derivedCandidates(view, permission, node);
  const target = view.target(facet, node);
  if (target === NOWHERE) return new Set();
  const found = new Set(holders(view, permission, facet, target, node, false));
  if (facet.userGrants === undefined || target === LEAF) return found;
  for (const { person, facet: of, level } of view.access.userLevels.at(target, view.revision)) {
    if (of !== facet.name || !counts(level.period, view.instant)) continue;
    if (gives(facet.levels(level.level), permission)) found.add(person);
    else if (facet.userGrants === 'overrule') found.delete(person);
  }
  return found;
}

function derivedCandidates(view: View, permission: number, node: number): Set<number> {
  const found = new Set<number>();
  for (const all of view.model.derivedPermission(permission)?.anyOf ?? []) {
    const sets = all.map((needed) => candidates(view, needed, node));
    for (const person of sets[0] ?? []) if (sets.every((set) => set.has(person))) found.add(person);
  }
  return found;
}

/** People whose roles give the permission, whatever user levels say; somebody can come twice. */
function* holders(
  view: View,
  permission: number,
  facet: Facet,
  target: number,
  node: number,
  lasting: boolean,
): Generator<number> {
  const { assignments } = view.access;
  for (let place = target; place !== NOWHERE; place = view.parent(place)) {
    if (place === LEAF) continue;
    for (const pair of assignments.pairsAt(place)) {
      const role = assignments.roleOfPair(pair);
      if (!gives(roleValue(view, role, place, facet, target, node), permission)) continue;
      for (
        let slot = assignments.firstHolder(pair, view.past);
        slot >= 0;
        slot = assignments.nextHolder(slot, view.past)
      ) {
        if (!assignments.holds(slot, view.revision, view.instant)) continue;
        if (lasting && assignments.at(slot, view.revision)!.period?.until !== undefined) continue;
        yield assignments.personOf(slot);
      }
    }
  }
}

function peopleWithLevel(view: View, facet: Facet, target: number): Set<number> {
  const people = new Set<number>();
  if (target === LEAF) return people;
  for (const { person, facet: of, level } of view.access.userLevels.at(target, view.revision)) {
    if (of === facet.name && counts(level.period, view.instant)) people.add(person);
  }
  return people;
}
