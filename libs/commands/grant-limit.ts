import type { Access } from '#access/access.js';
import { effectOf, personEffect, roleEffect } from '#access/effect.js';
import type { Leaf, View } from '#access/view.js';
import { LEAF } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import { refuse, type Deliberation } from './deliberation.js';
import { proposed } from './proposal.js';

/** Whose access an event may widen, below which resource, judged at which instant. */
type Reach =
  | { readonly person: number; readonly below: number; readonly instant: number }
  | { readonly role: string; readonly place: number; readonly below: number; readonly whole?: true };

/** A resource, or one that does not exist yet: what is given on all of a type reaches it as well. */
type Spot = { readonly node: number; readonly leaf?: Leaf };

/**
 * Nobody gives more than they hold: what the events newly give must be effective for the caller already, at every place
 * it reaches. Judged on the difference of effective permissions, so taking away is free, and whatever widens access
 * counts, an override that is cleared as much as a grant. Costs follow resources and roles, never holders.
 */
export function limitGiving(d: Deliberation, events: readonly LedgerEvent[]): void {
  const { caller, now } = d.context;
  if (caller.kind !== 'person' || caller.person === undefined || !isLimited(d)) return;
  const giver = caller.person;
  const reaches = events.flatMap((event) => reachOf(d, event));
  if (reaches.length === 0) return;
  const spots = reaches.map((reach) => spotsBelow(d.access, d.model.types.values(), reach.below));
  const before = reaches.map((reach, at) => spots[at]!.map((spot) => effectAt(d.access, reach, spot, now)));
  const own = ownEffects(d, giver);
  const after = proposed(d.access, events, now, () =>
    reaches.map((reach, at) => spots[at]!.map((spot) => effectAt(d.access, reach, spot, now))),
  );
  reaches.forEach((reach, r) => {
    spots[r]!.forEach((spot, s) => {
      const whole = 'whole' in reach;
      for (const permission of after[r]![s]!) {
        if ((!whole && before[r]![s]!.has(permission)) || own(spot).has(permission)) continue;
        const where =
          spot.leaf === undefined ? `\`${d.access.tree.ref(spot.node)}\`` : `every \`${spot.leaf.type}\``;
        refuse(
          'GRANT_EXCEEDS_OWN',
          `this gives \`${permission}\` on ${where}, which you do not hold there yourself`,
        );
      }
    });
  });
}

/** What the giver holds at a spot before the command; looked at only where something is given. */
function ownEffects(d: Deliberation, giver: number): (spot: Spot) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (spot) => {
    const key = spot.leaf === undefined ? `${spot.node}` : `${spot.leaf.parent} ${spot.leaf.type}`;
    let effect = known.get(key);
    if (effect === undefined) {
      known.set(key, (effect = personEffect(viewAt(d.access, d.context.now, spot), giver, spot.node)));
    }
    return effect;
  };
}

function isLimited(d: Deliberation): boolean {
  return (d.access.settings(d.revision).grantLimit ?? d.model.grantLimit) === 'own';
}

function reachOf(d: Deliberation, event: LedgerEvent): Reach[] {
  const { root, tree } = d.access;
  switch (event.type) {
    case 'RoleAssigned': {
      // Whoever registers a place becomes its owner by the model's own word.
      if (event.data.source === 'creator') return [];
      return personReach(d, event.data.person, event.data.place, event.data.from);
    }
    case 'RoleReplaced':
      return personReach(d, event.data.person, event.data.place, event.data.from);
    case 'OwnershipTransferred':
      return personReach(d, event.data.to, event.data.place, undefined);
    case 'PermissionGranted':
      return 'person' in event.data
        ? personReach(d, event.data.person, event.data.resource, event.data.from)
        : roleReach(d, event.data.role);
    case 'PermissionRevoked':
      return 'person' in event.data
        ? personReach(d, event.data.person, event.data.resource, undefined)
        : roleReach(d, event.data.role);
    case 'PermissionsReplaced':
      return roleReach(d, event.data.role);
    case 'RoleCreated':
      // A clone has no users: the limit applies when it is assigned.
      return event.data.clonedFrom === undefined ? roleReach(d, event.data.role) : [];
    case 'RoleCriteriaSet': {
      if (event.data.criteria === undefined) return [];
      return [{ role: event.data.role, place: root, below: root, whole: true }];
    }
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
    case 'ResourceMoved':
      return everyRole(d, tree.find(event.data.resource, d.revision)!);
    case 'OrganizationModelUpgraded':
      return everyRole(d, root);
    default:
      return [];
  }
}

function personReach(d: Deliberation, person: number, place: string, from: string | undefined): Reach[] {
  const below = d.access.tree.find(place, d.revision);
  if (below === undefined) return [];
  return [{ person, below, instant: Math.max(d.context.now, from === undefined ? 0 : Date.parse(from)) }];
}

/** Wherever somebody holds the role, assignments that have not begun included, and for one who held it at its home. */
function roleReach(d: Deliberation, role: string): Reach[] {
  const { assignments, roles, root, tree } = d.access;
  const number = roles.number(role);
  const pairs = number === undefined ? [] : assignments.pairsWithRole(number);
  const places = pairs
    .filter((pair) => assignments.holdersOf(pair) > 0)
    .map((pair) => assignments.placeOfPair(pair))
    .filter((place) => tree.exists(place, d.revision));
  return [...new Set([root, ...places])].map((place) => ({ role, place, below: place }));
}

/** Every role that somebody holds, wherever it is held, as far as it reaches the resource. */
function everyRole(d: Deliberation, below: number): Reach[] {
  const reaches: Reach[] = [];
  for (const number of d.access.roles.standing(d.revision)) {
    const role = d.access.roles.id(number);
    for (const { place } of roleReach(d, role) as Extract<Reach, { role: string }>[]) {
      reaches.push({ role, place, below });
    }
  }
  return reaches;
}

function spotsBelow(
  access: Access,
  types: Iterable<{ name: string; under: ReadonlySet<string> }>,
  below: number,
): Spot[] {
  const all = [...types];
  return access.tree.subtree(below, access.revision).flatMap((node): Spot[] => {
    const type = access.tree.type(node);
    const later = all
      .filter(({ name, under }) => under.has(type) || (node === below && name !== type))
      .map(({ name }) => ({ node: LEAF, leaf: { ref: `${name}:?`, type: name, parent: node } }));
    return [{ node }, ...later];
  });
}

function viewAt(access: Access, instant: number, { leaf }: Spot): View {
  const view = access.view(access.revision, instant);
  return leaf === undefined ? view : view.withLeaf(leaf);
}

function effectAt(access: Access, reach: Reach, spot: Spot, now: number): ReadonlySet<string> {
  const view = viewAt(access, 'person' in reach ? reach.instant : now, spot);
  if ('person' in reach) return effectOf(view, reach.person, spot.node);
  const role = access.roles.number(reach.role);
  return role === undefined ? new Set() : roleEffect(view, role, reach.place, spot.node);
}
