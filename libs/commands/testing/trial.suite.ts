import { Access } from '#access/access.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel } from '#model/compiled.js';
import type { Organization } from './organization.suite.js';
import { operator } from './orders.suite.js';

/** An organization with strangers in it that stand for what may be, before and after events that were refused. */
export type Trial = { readonly access: Access; readonly from: number; readonly to: number };

/**
 * Tries events where everything that the limit on giving looks at is really there: one more person for each role that is
 * held somewhere, with that role alone; one who holds an edited role at the root; and in every resource one of each
 * type that can lie there, with more inside.
 */
export function tried({ access: real, facts, now }: Organization, events: readonly LedgerEvent[]): Trial {
  const access = new Access();
  const happen = (event: LedgerEvent) =>
    access.evolve({ ...event, revision: access.revision + 1, time: now, actor: operator });
  for (const fact of facts) access.evolve(fact);
  const stand = (role: string, place: string): LedgerEvent[] => {
    const person = access.people.size;
    return [
      { type: 'UserActivated', data: { person } },
      { type: 'RoleAssigned', data: { person, role, place, source: 'person' } },
    ];
  };
  for (const event of comingResources(real)) happen(event);
  for (const [role, place] of heldPairs(real)) stand(role, place).forEach(happen);
  const root = real.tree.ref(real.root);
  const edited = new Set(
    events.flatMap(({ data }) => ('role' in data && !('person' in data) ? [data.role] : [])),
  );
  const known = [...edited].filter(
    (role) => real.roles.number(role) !== undefined && !isHeldAt(real, role, root),
  );
  const newcomers = events.some(({ type }) => type === 'RoleCriteriaSet');
  if (!newcomers) for (const role of known) stand(role, root).forEach(happen);
  const from = access.revision;
  const more = access.people.size - real.people.size;
  for (const event of events) happen(renumbered(event, real.people.size, more));
  const arriving = newcomers ? edited : [...edited].filter((role) => real.roles.number(role) === undefined);
  for (const role of arriving) stand(role, root).forEach(happen);
  return { access, from, to: access.revision };
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

function isHeldAt(access: Access, role: string, place: string): boolean {
  return heldPairs(access).some(([held, at]) => held === role && at === place);
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
