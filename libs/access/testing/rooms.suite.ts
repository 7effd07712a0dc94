import type { Grant } from '#events/grant.js';
import { roleValue } from '../role-value.js';
import { document } from './document.suite.js';
import { Ledger } from './ledger.suite.js';

type Parts = Parameters<typeof document>[0];

/** A house with floor 1 (rooms a, b and c, desks x and y in a) and an empty floor 2; the role `guest` has the grants. */
export function house(grants: readonly Grant[], parts?: Parts): Ledger {
  return new Ledger(document(parts))
    .register('floor:1')
    .register('floor:2')
    .register('room:a', 'floor:1')
    .register('room:b', 'floor:1')
    .register('room:c', 'floor:1')
    .register('desk:x', 'room:a')
    .register('desk:y', 'room:a')
    .role('guest', grants)
    .role('host', [{ scope: 'room:*', give: { room: ['use'] } }]);
}

/** Names of the levels that the role gives on the room, assigned at the place, when `asked` is asked about. */
export function value(
  ledger: Ledger,
  room: string,
  { place = ledger.root, asked = room, role = 'guest', facet = 'room' } = {},
): readonly string[] {
  const view = ledger.view();
  const [at, target, inside] = [place, room, asked].map((ref) => ledger.node(ref));
  const number = ledger.access.roles.number(role)!;
  return roleValue(view, number, at!, view.model.facets.get(facet)!, target!, inside!).names;
}

export const look = { room: ['look'] };
export const use = { room: ['use'] };
