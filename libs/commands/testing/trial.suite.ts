import { Access } from '#access/access.js';
import type { Fact, LedgerEvent } from '#events/event.js';
import type { CompiledModel } from '#model/compiled.js';
import { operator } from './orders.suite.js';

/** An organization with strangers in it that stand for what may be, before and after some events. */
export type Trial = { readonly access: Access; readonly from: number; readonly to: number };

/**
 * Tries events where everything that the limit on giving looks at is really there: one more person for each role that is
 * held somewhere, with that role alone; one who holds an edited role at the root; and in every resource one of each
 * type that can lie there, with more inside.
 */
export function tried(facts: readonly Fact[], now: number, events: readonly LedgerEvent[]): Trial {
  const [real, access] = [new Access(), new Access()];
  for (const fact of facts) for (const one of [real, access]) one.evolve(fact);
  const happen = (event: LedgerEvent) =>
    access.evolve({ ...event, revision: access.revision + 1, time: now, actor: operator });
  const stand = (role: string, place: string): void => {
    const person = access.people.size;
    happen({ type: 'UserActivated', data: { person } });
    happen({ type: 'RoleAssigned', data: { person, role, place, source: 'person' } });
  };
  const root = real.tree.ref(real.root);
  const held = heldPairs(real);
  const { edited, arriving } = rolesOf(real, events);
  for (const event of comingResources(real)) happen(event);
  for (const [role, place] of held) stand(role, place);
  for (const role of edited)
    if (!held.some(([id, place]) => id === role && place === root)) stand(role, root);
  const from = access.revision;
  const more = access.people.size - real.people.size;
  for (const event of events) happen(renumbered(event, real.people.size, more));
  for (const role of arriving) stand(role, root);
  return { access, from, to: access.revision };
}

/** Roles that change, and roles that somebody comes to hold by the events who held nothing before. */
function rolesOf(
  { roles }: Access,
  events: readonly LedgerEvent[],
): { edited: string[]; arriving: string[] } {
  const changed = events.filter(({ data }) => 'role' in data && !('person' in data) && !('to' in data));
  const ids = (found: readonly LedgerEvent[]) => [
    ...new Set(found.flatMap(({ data }) => ('role' in data ? [data.role] : []))),
  ];
  const gets = (event: LedgerEvent) =>
    event.type === 'RoleCreated' || (event.type === 'RoleCriteriaSet' && event.data.criteria !== undefined);
  return {
    edited: ids(changed.filter((event) => !gets(event))).filter((id) => roles.number(id) !== undefined),
    arriving: ids(changed.filter(gets)),
  };
}

function heldPairs({ assignments, roles, tree, revision }: Access): [string, string][] {
  const pairs: [string, string][] = [];
  for (const role of roles.standing(revision)) {
    for (const pair of assignments.pairsWithRole(role)) {
      const place = assignments.placeOfPair(pair);
      if (assignments.holdersOf(pair) === 0 || !tree.exists(place, revision)) continue;
      pairs.push([roles.id(role), tree.ref(place)]);
    }
  }
  return pairs;
}

function comingResources(access: Access): LedgerEvent[] {
  const { tree, root, revision } = access;
  const model = access.model(revision);
  return tree.subtree(root, revision).flatMap((node) => chains(model, tree.type(node), tree.ref(node)));
}

function chains(
  model: CompiledModel,
  type: string,
  parent: string,
  above: readonly string[] = [],
): LedgerEvent[] {
  const children = [...model.types.values()].filter(
    ({ name, under }) => under.has(type) && !above.includes(name),
  );
  return children.flatMap(({ name }): LedgerEvent[] => {
    const resource = `${name}:coming to ${parent.replaceAll(':', ' ')}`;
    return [
      { type: 'ResourceRegistered', data: { resource, parent } },
      ...chains(model, name, resource, [...above, name]),
    ];
  });
}

/** People whom the events make known get the numbers that are free. */
function renumbered(event: LedgerEvent, size: number, more: number): LedgerEvent {
  if (!('person' in event.data) || event.data.person < size) return event;
  // The same event of the same type, about the same person under another number.
  return { ...event, data: { ...event.data, person: event.data.person + more } } as LedgerEvent;
}
