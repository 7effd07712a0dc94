import { group, large, ledger, manyChanges, user } from './organization.js';

/** Body of a request for commands. */
export type Order = { readonly commands: readonly [{ readonly type: string; readonly data: object }] };

/**
 * Requests that can be sent over and over, one after the other: each of the people from `first` on is given a role in a
 * group where they have none, and then it is taken from them.
 */
export function orders(first: number, people: number): readonly Order[] {
  return Array.from({ length: people }, (_, index) => first + index).flatMap((person) => {
    const data = { user: user(person), role: 'viewer', place: freeGroup(person) };
    return [order('AssignRole', data), order('RevokeRole', data)];
  });
}

function order(type: string, data: object): Order {
  return { commands: [{ type, data }] };
}

const held = rolesHeld();

function freeGroup(person: number): string {
  for (let number = 0; number < large.groups; number++) {
    if (!held.has(`${person} ${group(number)}`)) return group(number);
  }
  throw new Error(`person ${person} holds a role everywhere`);
}

/** `<person> <place>` of everything that is held when the ledger ends. */
function rolesHeld(): ReadonlySet<string> {
  const held = new Set<string>();
  for (const { type, data } of ledger(large, manyChanges)) {
    if (type === 'RoleAssigned') held.add(`${data.person} ${data.place}`);
    else if (type === 'RoleRevoked') held.delete(`${data.person} ${data.place}`);
  }
  return held;
}
