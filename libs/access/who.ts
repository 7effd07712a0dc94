import { gives, type Facet } from '#model/compiled.js';
import { counts } from './assignments.js';
import { roleValue } from './role-value.js';
import type { UserLevel } from './user-levels.js';
import { LEAF, NOWHERE, type View } from './view.js';

/**
 * Everybody who has the permission on the resource, active people only, in no particular order. Costs one role value
 * per distinct (role, place) at or above the target, plus the answer; it never walks over people who do not have it.
 */
export function who(view: View, permission: number, node: number): Set<number> {
  const found = view.isClosed ? new Set<number>() : candidates(view, permission, node, false);
  for (const person of found) if (view.status(person) !== 'active') found.delete(person);
  return found;
}

/**
 * Whether anybody active has it. Stops at the first one, unless the permission is derived. With `lasting`, what ends one
 * day does not count.
 */
export function anybody(view: View, permission: number, node: number, lasting = false): boolean {
  const active = (person: number) => view.status(person) === 'active';
  const facet = view.model.facetOfPermission(permission);
  if (facet === undefined) return [...candidates(view, permission, node, lasting)].some(active);
  const target = view.target(facet, node);
  if (target === NOWHERE) return false;
  const own = [...ownLevels(view, facet, target)];
  const overruled = new Set(facet.userGrants === 'overrule' ? own.map(({ person }) => person) : []);
  for (const person of holders(view, permission, facet, target, node, lasting)) {
    if (!overruled.has(person) && active(person)) return true;
  }
  return own.some(({ person, level }) => levelGives(level, facet, permission, lasting) && active(person));
}

function candidates(view: View, permission: number, node: number, lasting: boolean): Set<number> {
  const facet = view.model.facetOfPermission(permission);
  if (facet === undefined) return derivedCandidates(view, permission, node, lasting);
  const target = view.target(facet, node);
  if (target === NOWHERE) return new Set();
  const found = new Set(holders(view, permission, facet, target, node, lasting));
  for (const { person, level } of ownLevels(view, facet, target)) {
    if (levelGives(level, facet, permission, lasting)) found.add(person);
    else if (facet.userGrants === 'overrule') found.delete(person);
  }
  return found;
}

function derivedCandidates(view: View, permission: number, node: number, lasting: boolean): Set<number> {
  const found = new Set<number>();
  for (const all of view.model.derivedPermission(permission)?.anyOf ?? []) {
    const sets = all.map((needed) => candidates(view, needed, node, lasting));
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
    for (const pair of assignments.pairsAt(place)) {
      const role = assignments.roleOfPair(pair);
      if (!gives(roleValue(view, role, place, facet, target, node), permission)) continue;
      for (
        let slot = assignments.firstHolder(pair, view.past);
        slot >= 0;
        slot = assignments.nextHolder(slot, view.past)
      ) {
        if (view.past && assignments.isOver(slot, view.revision)) break;
        if (!assignments.holds(slot, view.revision, view.instant)) continue;
        if (lasting && assignments.at(slot, view.revision)!.period?.until !== undefined) continue;
        yield assignments.personOf(slot);
      }
    }
  }
}

/** Levels kept on people at the target that count at the instant. */
function* ownLevels(
  view: View,
  facet: Facet,
  target: number,
): Generator<{ person: number; level: UserLevel }> {
  if (facet.userGrants === undefined || target === LEAF) return;
  for (const { person, facet: of, level } of view.access.userLevels.at(target, view.revision)) {
    if (of === facet.name && counts(level.period, view.instant)) yield { person, level };
  }
}

function levelGives(level: UserLevel, facet: Facet, permission: number, lasting: boolean): boolean {
  return !(lasting && level.period?.until !== undefined) && gives(facet.levels(level.level), permission);
}
