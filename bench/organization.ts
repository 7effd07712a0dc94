import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { rolesCreated } from '#access/founding.js';
import type { Fact, LedgerEvent } from '#events/event.js';
import type { ModelDocument } from '#model/document.js';
import { modelHash } from '#model/hash.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

/** How large the organization is. */
export type Size = {
  readonly people: number;
  readonly assignments: number;
  readonly groups: number;
  readonly leaves: number;
  readonly customRoles: number;
};

/** The organization that the figures are promised for. */
export const large: Size = {
  people: scaled(100_000),
  assignments: 3,
  groups: 200,
  leaves: scaled(4_000),
  customRoles: 30,
};

/** Changes after the foundation: with them the ledger has a million events. */
export const manyChanges = scaled(600_000);

const document = parse(readFileSync('models/ocp.yaml', 'utf8')) as ModelDocument;
const standard = ['viewer', 'developer', 'maintainer', 'owner'];
const start = Date.UTC(2026, 0, 1);

export const root = 'organization:acme';
export const group = (number: number) => `group:team-${number}`;
/** Apps and numbers by turns, spread over the groups. */
export const leaf = (number: number) => (number % 2 === 0 ? `app:app-${number}` : `number:+4131000${number}`);

/** User id of somebody, as who they are has it. */
export const user = (person: number) => `user-${person}`;

/** Who administers the organization: one more than its people, and nobody's changes reach them. */
export const administrator = ({ people }: Size) => people;

/** Permissions that a role can give in a group. */
export const permissions = Object.values(document.facets['group']!.levels!).flatMap(
  (level) => level.permissions ?? [],
);

/**
 * The ledger of an organization of the model `ocp`: its foundation, then so many changes as people make them every day.
 * The same size and number give the same ledger.
 */
export function* ledger(size: Size, changes = 0): Generator<Fact> {
  let revision = 0;
  for (const event of events(size, changes)) {
    yield {
      ...event,
      revision,
      time: start + revision * 50,
      actor: revision % 3 === 0 ? 'operator:root' : 'person:0',
    };
    revision++;
  }
}

function* events(size: Size, changes: number): Generator<LedgerEvent> {
  const random = new Random(1);
  yield* foundation(size, random);
  const held = yield* population(size, random);
  const suspended = new Set<number>();
  for (let made = 0; made < changes;) {
    for (const event of change(size, held, suspended, random)) {
      if (made++ < changes) yield event;
    }
  }
}

function* foundation({ groups, leaves, customRoles }: Size, random: Random): Generator<LedgerEvent> {
  const { name, version } = document;
  const model = { name, version, hash: modelHash(document), document };
  yield { type: 'OrganizationCreated', data: { name: 'Acme', root, key: 'k', model } };
  yield { type: 'ResourceRegistered', data: { resource: root, name: 'Acme' } };
  yield* rolesCreated(document);
  for (let number = 0; number < groups; number++) {
    yield {
      type: 'ResourceRegistered',
      data: { resource: group(number), parent: root, name: `Team ${number}` },
    };
  }
  for (let number = 0; number < leaves; number++) {
    yield { type: 'ResourceRegistered', data: { resource: leaf(number), parent: group(number % groups) } };
  }
  for (let number = 0; number < customRoles; number++) {
    const role = `custom-${number}`;
    const data = {
      role,
      name: role,
      kind: 'custom',
      assignableAt: ['group'],
      grants: grants(random),
    } as const;
    yield { type: 'RoleCreated', data };
  }
}

/** Some of the permissions, at the place where the role is assigned. */
export function grants(random: Random) {
  const some = permissions.filter(() => random.below(3) === 0);
  return [{ scope: '.', give: { group: [...some].sort() } }];
}

/** By person: the roles held, by group. */
type Held = Map<number, string>[];

function* population(
  { people, assignments, groups, customRoles }: Size,
  random: Random,
): Generator<LedgerEvent, Held> {
  const held: Held = [];
  for (let person = 0; person < people; person++) {
    yield { type: 'UserActivated', data: { person, key: 'k', identity: 'v1' } };
    const roles = new Map<number, string>();
    while (roles.size < assignments) {
      const number = random.below(groups);
      if (roles.has(number)) continue;
      const role = anyRole(random, customRoles);
      roles.set(number, role);
      yield { type: 'RoleAssigned', data: { person, role, place: group(number), source: 'person' } };
    }
    held.push(roles);
  }
  const person = people;
  yield { type: 'UserActivated', data: { person, key: 'k', identity: 'v1' } };
  yield { type: 'RoleAssigned', data: { person, role: 'org_admin', place: root, source: 'founder' } };
  return held;
}

function* change(size: Size, held: Held, suspended: Set<number>, random: Random): Generator<LedgerEvent> {
  const person = random.below(size.people);
  const roles = held[person]!;
  const from = random.from([...roles.keys()]);
  const role = anyRole(random, size.customRoles);
  const kind = random.below(100);
  if (kind < 50) {
    const replaced = roles.get(from)!;
    if (role === replaced) return;
    roles.set(from, role);
    yield { type: 'RoleReplaced', data: { person, replaced, role, place: group(from) } };
  } else if (kind < 90) {
    const to = random.below(size.groups);
    if (roles.has(to)) return;
    yield { type: 'RoleRevoked', data: { person, role: roles.get(from)!, place: group(from) } };
    yield { type: 'RoleAssigned', data: { person, role, place: group(to), source: 'person' } };
    roles.delete(from);
    roles.set(to, role);
  } else if (kind < 95) {
    yield { type: suspended.has(person) ? 'UserReinstated' : 'UserSuspended', data: { person } };
    if (!suspended.delete(person)) suspended.add(person);
  } else if (kind < 98) {
    const number = 1 + 2 * random.below(size.leaves / 2);
    const parent = group(random.below(size.groups));
    yield { type: 'ResourceMoved', data: { resource: leaf(number), parent } };
  } else {
    const edited = `custom-${random.below(size.customRoles)}`;
    yield { type: 'PermissionsReplaced', data: { role: edited, grants: grants(random) } };
  }
}

function anyRole(random: Random, customRoles: number): string {
  const number = random.below(standard.length + customRoles);
  return standard[number] ?? `custom-${number - standard.length}`;
}
