import type { Access } from '#access/access.js';
import { personValue } from '#access/person-value.js';
import { roleValue } from '#access/role-value.js';
import { NOWHERE } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import type { Deliberation } from '../deliberation.js';
import type { Value } from './effects.js';

/**
 * Whose access an event may widen, in a resource and everything below it: that of a person, or that of everybody who
 * holds a role, judged by the role alone, so that the cost never follows the number of holders.
 */
export type Reach = {
  readonly of: 'person' | 'role';
  readonly below: number;
  /** UTC milliseconds that it is judged at. */
  readonly instant: number;
  readonly value: Value;
  /** Everything that is there afterwards is given, not only what was not there before. */
  readonly whole?: true;
};

/** Whom the events reach, but for those that they give roles to. */
export function reachesOf(d: Deliberation, events: readonly LedgerEvent[]): Reach[] {
  return events.flatMap((event) => reachesOfEvent(d, event, events));
}

function reachesOfEvent(d: Deliberation, event: LedgerEvent, events: readonly LedgerEvent[]): Reach[] {
  const { root, tree } = d.access;
  switch (event.type) {
    case 'PermissionGranted':
    case 'PermissionRevoked':
      if ('role' in event.data) return roleReaches(d, event.data.role);
      return personReaches(d, event.data.person, tree.find(event.data.resource, d.revision)!, events);
    case 'PermissionsReplaced':
      return roleReaches(d, event.data.role);
    case 'RoleCreated':
      // A clone gives nothing before it is assigned, and what a model brings is its own affair.
      if (event.data.clonedFrom !== undefined || event.data.kind !== 'custom') return [];
      return roleReaches(d, event.data.role);
    case 'RoleCriteriaSet':
      if (event.data.criteria === undefined) return [];
      return [{ ...roleReach(d, event.data.role, root, root), whole: true }];
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
      return everyRole(d, tree.find(event.data.resource, d.revision)!);
    case 'ResourceMoved': {
      const node = tree.find(event.data.resource, d.revision)!;
      const target = tree.find(event.data.parent, d.revision)!;
      return [...everyRole(d, node, target), ...movedLevels(d, node, target)];
    }
    case 'OrganizationModelUpgraded':
      return everyRole(d, root);
    default:
      return [];
  }
}

/** Somebody by themselves: now, and whenever something of theirs begins or ends. */
export function personReaches(
  d: Deliberation,
  person: number,
  below: number,
  events: readonly LedgerEvent[],
): Reach[] {
  const value: Value = (view, facet, target, asked) => personValue(view, person, facet, target, asked);
  return instantsOf(d, person, events).map((instant) => ({ of: 'person', below, instant, value }));
}

/** What a role gives to whoever holds it at the place, as far as it reaches into a resource. */
export function roleReach(d: Deliberation, role: string, place: number, below: number): Reach {
  const value: Value = (view, facet, target, asked) => {
    const number = view.access.roles.number(role);
    if (number === undefined || !view.isAtOrBelow(target, place)) return facet.empty;
    return roleValue(view, number, place, facet, target, asked);
  };
  return { of: 'role', below, instant: d.context.now, value };
}

/** Wherever somebody holds the role, begun or not, and at its home as if somebody held it there alone. */
function roleReaches(d: Deliberation, role: string): Reach[] {
  const { assignments, roles, root, tree } = d.access;
  const number = roles.number(role);
  const held = number === undefined ? [] : assignments.pairsWithRole(number).filter(isHeld(d.access));
  const places = held.map((pair) => assignments.placeOfPair(pair));
  const standing = places.filter((place) => tree.exists(place, d.revision));
  return [...new Set([root, ...standing])].map((place) => roleReach(d, role, place, place));
}

/** Every role that somebody holds where it reaches the resource, or reaches it below a new parent. */
function everyRole(d: Deliberation, below: number, parent?: number): Reach[] {
  const { assignments, roles, tree } = d.access;
  const above = [below, ...(parent === undefined ? [] : [parent])].flatMap((node) =>
    tree.path(node, d.revision),
  );
  const inside = new Set(tree.subtree(below, d.revision));
  const places = new Set([...above, ...inside]);
  return [...places].flatMap((place) =>
    assignments
      .pairsAt(place)
      .filter(isHeld(d.access))
      .map((pair) => assignments.roleOfPair(pair))
      .filter((role) => d.view.role(role) !== undefined)
      // Held inside the resource, a role reaches no more than what is inside of that.
      .map((role) => roleReach(d, roles.id(role), place, inside.has(place) ? place : below)),
  );
}

/** People whose own levels count for the resource before the move, or after it. */
function movedLevels(d: Deliberation, node: number, parent: number): Reach[] {
  const people = new Set<number>();
  for (const facet of d.model.facets.values()) {
    if (facet.userGrants === undefined || facet.type === d.view.type(node)) continue;
    for (const target of [d.view.target(facet, node), d.view.target(facet, parent)]) {
      if (target === NOWHERE) continue;
      for (const level of d.access.userLevels.at(target, d.revision)) {
        if (level.facet === facet.name) people.add(level.person);
      }
    }
  }
  return [...people].flatMap((person) => personReaches(d, person, node, []));
}

function isHeld({ assignments }: Access): (pair: number) => boolean {
  return (pair) => assignments.holdersOf(pair) > 0;
}

function instantsOf(d: Deliberation, person: number, events: readonly LedgerEvent[]): number[] {
  const { assignments, userLevels } = d.access;
  const { now } = d.context;
  const instants = new Set([now]);
  const note = (instant: number | undefined) => {
    if (instant !== undefined && instant > now) instants.add(instant);
  };
  for (let slot = assignments.first(person, false); slot >= 0; slot = assignments.next(slot, false)) {
    const period = assignments.at(slot, d.revision)?.period;
    note(period?.from);
    note(period?.until);
  }
  for (const { level } of userLevels.of(person, d.revision)) {
    note(level.period?.from);
    note(level.period?.until);
  }
  for (const { data } of events) {
    if (!('person' in data) || data.person !== person) continue;
    if ('from' in data && data.from !== undefined) note(Date.parse(data.from));
    if ('until' in data && data.until !== undefined) note(Date.parse(data.until));
  }
  return [...instants];
}
