import { effectOf, roleEffect } from '../effect.js';
import { explainAll } from '../explain.js';
import type { View } from '../view.js';
import { compare, decidingTypes, nodesBelow, type Change, type Effect } from './compare.js';
import { causesAbove, touchedBetween, type Touched } from './touched.js';

/** Whose access differs: one person's, or that of everybody who holds a role at a place. */
export type Holder =
  | { readonly person: number }
  | {
      readonly role: number;
      readonly place: number;
      /** Assignments of the role at the place now, those of people who are not active included. */
      readonly holders: number;
    };

export type Difference = Holder &
  Change & {
    /** Revisions of the events that brought it about, in order; empty where only time did. */
    readonly causes: readonly number[];
  };

/** What is asked about; everything when nothing is named. */
export type Focus = {
  readonly person?: number;
  readonly role?: number;
  /** This resource and everything below it. */
  readonly node?: number;
  /** Whether to tell as well what is allowed at both moments for other reasons. Costs an explanation a resource. */
  readonly sources?: boolean;
};

/**
 * Everything that differs between two moments of one organization, `from` the earlier one. Changes of roles, lists and
 * the tree are told by role and place and never expanded over holders; changes of people are told by person. Costs
 * follow what the events in between are about.
 */
export function* differences(from: View, to: View, focus: Focus = {}): Generator<Difference> {
  for (const difference of differencesInSteps(from, to, focus)) {
    if (difference !== undefined) yield difference;
  }
}

/** The same, with an `undefined` after each holder that was looked at: there a reader may pause, or have enough. */
export function* differencesInSteps(
  from: View,
  to: View,
  focus: Focus = {},
): Generator<Difference | undefined> {
  const touched = touchedBetween(from, to);
  const types = decidingTypes(from, to);
  const wanted = (node: number) => {
    if (!types.has(to.type(node)) && !touched.nodes.has(node)) return false;
    const { node: top } = focus;
    return top === undefined || from.isAtOrBelow(node, top) || to.isAtOrBelow(node, top);
  };
  if (focus.person !== undefined) {
    yield* ofPerson(from, to, focus.person, touched, wanted, focus.sources ?? false);
    return;
  }
  yield* ofRoles(from, to, touched, wanted, focus.role);
  if (focus.role !== undefined) return;
  for (const person of touched.persons.keys()) {
    yield* ofPerson(from, to, person, touched, wanted, focus.sources ?? false);
    yield undefined;
  }
}

type Wanted = (node: number) => boolean;

/** What one person has gained and lost, for whatever reason. */
function* ofPerson(
  from: View,
  to: View,
  person: number,
  touched: Touched,
  wanted: Wanted,
  sources: boolean,
): Generator<Difference> {
  const held = [...heldBy(from, person), ...heldBy(to, person)];
  const nodes = nodesBelow(
    from,
    to,
    held.map(({ node }) => node),
    wanted,
  );
  const effects = (view: View, node: number): Effect => {
    if (view.status(person) !== 'active' || view.isClosed) return new Map();
    return sources ? sourcesOf(view, person, node) : named(effectOf(view, person, node));
  };
  const own = [...(touched.persons.get(person) ?? []), ...touched.everything];
  for (const { role } of held) own.push(...((role !== undefined && touched.roles.get(role)) || []));
  for (const change of compare(from, to, nodes, effects)) {
    yield { person, ...change, causes: inOrder(own, causesAbove(from, to, change.node, touched)) };
  }
}

/** What changes of roles, lists and the tree do to everybody who holds a role at a place. */
function* ofRoles(
  from: View,
  to: View,
  touched: Touched,
  wanted: Wanted,
  only: number | undefined,
): Generator<Difference | undefined> {
  const { assignments, roles } = to.access;
  for (let role = only ?? 0; role < (only === undefined ? roles.size : only + 1); role++) {
    const isTouched = touched.roles.has(role) || touched.everything.length > 0;
    if (!isTouched && touched.nodes.size === 0) continue;
    for (const pair of assignments.pairsWithRole(role)) {
      const [place, holders] = [assignments.placeOfPair(pair), assignments.holdersOf(pair)];
      if (holders === 0) continue;
      const tops = isTouched
        ? [place]
        : [...touched.nodes.keys()].filter(
            (node) => from.isAtOrBelow(node, place) || to.isAtOrBelow(node, place),
          );
      const effects = (view: View, node: number): Effect =>
        view.isClosed || view.role(role) === undefined
          ? new Map()
          : named(roleEffect(view, role, place, node));
      const own = [...(touched.roles.get(role) ?? []), ...touched.everything];
      for (const change of compare(from, to, nodesBelow(from, to, tops, wanted), effects)) {
        yield {
          role,
          place,
          holders,
          ...change,
          causes: inOrder(own, causesAbove(from, to, change.node, touched)),
        };
      }
      yield undefined;
    }
  }
}

function* heldBy(view: View, person: number): Generator<{ node: number; role?: number }> {
  const { assignments, userLevels } = view.access;
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    if (!assignments.holds(slot, view.revision, view.instant)) continue;
    yield { node: assignments.placeOf(slot), role: assignments.roleOf(slot) };
  }
  for (const { node } of userLevels.of(person, view.revision)) yield { node };
}

/** Permissions with what they come from: the same sources read the same. */
function sourcesOf(view: View, person: number, node: number): Effect {
  return new Map(
    explainAll(view, person, node).map(({ permission, because }) => {
      const chains = because.map((steps) =>
        steps.map(({ kind, revision, role, place, resource, scope }) =>
          [kind, revision, role, place, resource, scope].join(' '),
        ),
      );
      return [
        view.model.permissions[permission]!,
        chains
          .map((chain) => chain.join('; '))
          .sort()
          .join('\n'),
      ];
    }),
  );
}

function named(names: ReadonlySet<string>): Effect {
  return new Map([...names].map((name) => [name, '']));
}

function inOrder(...revisions: readonly (readonly number[])[]): number[] {
  return [...new Set(revisions.flat())].sort((a, b) => a - b);
}
