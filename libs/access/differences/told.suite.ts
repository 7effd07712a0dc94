import { document } from '../testing/document.suite.js';
import { Ledger, type Moment } from '../testing/ledger.suite.js';
import { type Difference, differences, type Focus } from './differences.js';

/** Those whom a ledger has activated with `peopled`, by number. */
const people = ['ana', 'ben', 'cleo'];

/** Ana, Ben and Cleo are active. */
export function peopled(ledger: Ledger): Ledger {
  for (const user of people) ledger.activate(user);
  return ledger;
}

export const looking = [{ scope: 'room:*', give: { room: ['look'] } }];
export const using = [{ scope: 'room:*', give: { room: ['use'] } }];
export const use = ['room.look', 'room.use'];

/** Floor 1 with the rooms a and b and a desk in a, floor 2; guests look, hosts use, and ana is a guest. */
export function house(): Ledger {
  const switches = { override: { replaces: 'resource' }, user_grants: { effect: 'overrule' } } as const;
  return peopled(new Ledger(document({ facet: switches })))
    .register('floor:1')
    .register('floor:2')
    .register('room:a', 'floor:1')
    .register('room:b', 'floor:1')
    .register('desk:x', 'room:a')
    .role('guest', looking)
    .role('host', using)
    .assign('ana', 'guest');
}

/** What is asked about, in names. */
export type Asked = {
  readonly person?: string;
  readonly role?: string;
  readonly node?: string;
  readonly sources?: boolean;
};

/** A difference as one would say it: `ana`, or `guest at house:root (2)`, with what is gained, lost and changed on a resource. */
export type Told = {
  readonly who: string;
  readonly on: string;
  readonly gained?: readonly string[];
  readonly lost?: readonly string[];
  readonly changed?: readonly string[];
  /** Types of the events that brought it about. */
  readonly by: readonly string[];
};

/** What differs between two moments of the ledger, by default between the revision and now. */
export function told(ledger: Ledger, from: number | Moment, asked: Asked = {}, to: Moment = {}): Told[] {
  const before = typeof from === 'number' ? { revision: from } : from;
  const views = [ledger.view(before), ledger.view(to)] as const;
  return [...differences(...views, focusOf(ledger, asked))].map((line) => inWords(ledger, line));
}

function focusOf(ledger: Ledger, { person, role, node, sources }: Asked): Focus {
  const { roles, tree } = ledger.access;
  return {
    ...(person !== undefined && { person: ledger.person(person) }),
    ...(role !== undefined && { role: roles.number(role)! }),
    ...(node !== undefined && { node: tree.newestNode(node) }),
    ...(sources !== undefined && { sources }),
  };
}

function inWords(ledger: Ledger, line: Difference): Told {
  const { roles, tree } = ledger.access;
  const who =
    'person' in line
      ? people[line.person]!
      : `${roles.id(line.role)} at ${tree.ref(line.place)} (${line.holders})`;
  return {
    who,
    on: tree.ref(line.node),
    ...(line.gained.length > 0 && { gained: line.gained }),
    ...(line.lost.length > 0 && { lost: line.lost }),
    ...(line.changed.length > 0 && { changed: line.changed }),
    by: line.causes.map((revision) => ledger.facts[revision]!.type),
  };
}
