import { permissionsOf } from '#access/check.js';
import { explain } from '#access/explain.js';
import { personValue } from '#access/person-value.js';
import { type Step, Trace } from '#access/trace.js';
import { NOWHERE, type View } from '#access/view.js';
import { type Facet, gives } from '#model/compiled.js';
import { actorName, holder, type Holder, type People, since, type Since, timeOf } from './people.js';

/** One link of the chain through which somebody has a permission. `time` is RFC 3339 in UTC. */
export type Link = Omit<Step, 'time'> & { readonly time: string };

/** A permission that somebody has in effect. */
export type Permission = Holder & {
  readonly kind: 'permission';
  readonly permission: string;
  /** Where it is decided: the resource itself, or one that it lies in. */
  readonly resource: string;
  /** The last event that it took. */
  readonly since: Since;
  /** Every chain that leads to it, each from its assignment or own level down. */
  readonly because: readonly (readonly Link[])[];
};

/**
 * An access review of a resource and everything below it: which permissions active people have there, and through what.
 * A permission is listed once, where it is decided; what is decided above the resource is listed with it. Groups are
 * for one person at one resource, in the order in which both came, and may be empty. It stays the state of the view,
 * whatever is folded in between two steps.
 */
export function* permissions(view: View, scope: number, people: People): Generator<readonly Permission[]> {
  const { access, revision } = view;
  const { size } = access.people;
  const inside = access.tree.subtree(scope, revision).sort((a, b) => a - b);
  for (let person = 0; person < size; person++) {
    for (const node of reach(view, person, scope, inside)) {
      yield permissionsAt(view, person, node, node === scope, people);
    }
    // For those who reach nothing, so that a reader of many of them can pause.
    yield [];
  }
}

/** Resources of the scope where anything of the person can count. */
function reach(view: View, person: number, scope: number, inside: readonly number[]): readonly number[] {
  const { assignments, tree, userLevels } = view.access;
  if (view.status(person) !== 'active' || view.isClosed) return [];
  const found = new Set<number>();
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    const place = assignments.placeOf(slot);
    if (!tree.exists(place, view.revision) || !assignments.holds(slot, view.revision, view.instant)) continue;
    if (view.isAtOrBelow(scope, place)) return inside;
    if (view.isAtOrBelow(place, scope))
      for (const node of tree.subtree(place, view.revision)) found.add(node);
  }
  for (const { node } of userLevels.of(person, view.revision)) {
    if (!tree.exists(node, view.revision)) continue;
    if (view.isAtOrBelow(node, scope)) found.add(node);
    else if (view.isAtOrBelow(scope, node)) found.add(scope);
  }
  return [...found].sort((a, b) => a - b);
}

/** With `above`, also what is decided above the resource. */
function permissionsAt(
  view: View,
  person: number,
  node: number,
  above: boolean,
  people: People,
): Permission[] {
  const { access, model } = view;
  const sources = sourcesOf(view, person, node);
  return permissionsOf(view, person, node).flatMap((permission): Permission[] => {
    const target = decidedAt(view, permission, node);
    if (target !== node && !above) return [];
    const facet = model.facetOfPermission(permission);
    const because =
      facet === undefined
        ? explain(view, person, permission, node).because
        : sources(facet).flatMap(({ levels, steps }) => (gives(levels, permission) ? [steps] : []));
    return [
      {
        kind: 'permission',
        ...holder(view, person, people),
        permission: model.permissions[permission]!,
        resource: view.ref(target),
        since: since(access, standsSince(because), people),
        because: because.map((chain) => chain.map((step) => link(step, people))),
      },
    ];
  });
}

/** What gives the person anything for a facet; asked once for all permissions of the facet. */
function sourcesOf(view: View, person: number, node: number): (facet: Facet) => Trace['sources'] {
  const traces = new Map<Facet, Trace>();
  return (facet) => {
    let trace = traces.get(facet);
    if (trace === undefined) {
      traces.set(facet, (trace = new Trace(view)));
      personValue(view, person, facet, view.target(facet, node), node, undefined, trace);
    }
    return trace.sources;
  };
}

/** Where the permission is decided for the resource; a derived one where the lowest of what it follows from is. */
function decidedAt(view: View, permission: number, node: number): number {
  const targets = new Set(
    facetsOf(view, permission)
      .map((facet) => view.target(facet, node))
      .filter((target) => target !== NOWHERE),
  );
  let at = node;
  while (!targets.has(at)) at = view.parent(at);
  return at;
}

function facetsOf(view: View, permission: number): Facet[] {
  const facet = view.model.facetOfPermission(permission);
  if (facet !== undefined) return [facet];
  const needed = view.model.derivedPermission(permission)?.anyOf.flat() ?? [];
  return needed.flatMap((part) => facetsOf(view, part));
}

/** Revision since which the oldest of the chains holds: that of its newest step. */
function standsSince(because: readonly (readonly Step[])[]): number {
  return Math.min(...because.map((chain) => Math.max(...chain.map(({ revision }) => revision))));
}

function link({ time, actor, ...step }: Step, people: People): Link {
  return { ...step, time: timeOf(time), actor: actorName(actor, people) };
}
