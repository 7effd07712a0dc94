import type { GrantDocument, ModelDocument, ModelTest } from '../document.js';
import type { Code, Fault } from '../errors.js';
import { userIdFault } from '../ids.js';
import { own } from '../own.js';
import { parseRef } from '../ref.js';
import { parseScope } from '../scope.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, type Steps, unless } from './fault.js';
import { grantListFaults } from './grants.js';
import { placeFaults } from './places.js';
import { TestNames } from './test-names.js';
import { expectFaults, overrideFaults, userLevelFaults } from './test-values.js';

/** Whether the tests of a document speak of what exists. Whether they pass is found out by running them. */
export function testFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const tests = document.tests ?? [];
  return tests.flatMap((test, index) => {
    const at = ['tests', index];
    const names = new TestNames(document, vocabulary, test);
    const first = tests.findIndex(({ name }) => name === test.name) === index;
    return [
      ...unless(first, [...at, 'name'], 'another test has this name, rename one of the two'),
      ...treeFaults(vocabulary, test, at),
      ...customRoleFaults(document, vocabulary, test, names, at),
      ...userFaults(document, test, names, at),
      ...overrideFaults(document, vocabulary, test, names, at),
      ...userLevelFaults(document, vocabulary, test, names, at),
      ...expectFaults(vocabulary, test, names, at),
    ];
  });
}

/** Parents come first, so that the list reads as it is built. */
function treeFaults(
  { types, rootType }: DocumentVocabulary,
  { resources = [] }: ModelTest,
  at: Steps,
): Fault[] {
  const seen = new Map<string, string>();
  if (rootType !== undefined) seen.set('root', rootType).set(`${rootType}:root`, rootType);
  return resources.flatMap(({ ref, parent }, index) => {
    const refuse = (key: 'ref' | 'parent', code: Code, detail: string) => [
      fault([...at, 'resources', index, key], detail, code),
    ];
    const type = parseRef(ref)?.type;
    if (type === undefined)
      return refuse('ref', 'INVALID_ID', `${quoted(ref)} is no resource, write \`type:id\``);
    if (seen.has(ref)) return refuse('ref', 'ALREADY_EXISTS', `${quoted(ref)} is there already, keep one`);
    const parentType = seen.get(parent);
    seen.set(ref, type);
    const under = types.get(type)?.under;
    if (under === undefined) return refuse('ref', 'UNKNOWN_TYPE', `there is no type ${quoted(type)}`);
    if (parentType === undefined) {
      return refuse('parent', 'UNKNOWN_RESOURCE', `${quoted(parent)} does not stand above this line`);
    }
    if (under.has(parentType)) return [];
    const detail = `a ${quoted(type)} cannot lie under a ${quoted(parentType)}, only under ${listed(under)}`;
    return refuse('parent', 'WRONG_PARENT', detail);
  });
}

function customRoleFaults(
  document: ModelDocument,
  vocabulary: DocumentVocabulary,
  test: ModelTest,
  names: TestNames,
  at: Steps,
): Fault[] {
  return Object.entries(test.roles ?? {}).flatMap(([id, { assignable_at: own = [], grants }]) => {
    const here = [...at, 'roles', id];
    const custom = document.custom_roles?.allowed ?? false;
    const none = 'the model has no custom roles, test those that it has';
    return [
      ...placeFaults(document, vocabulary, own, [...here, 'assignable_at']),
      ...grantListFaults(vocabulary, grants, names.roles.get(id)!, [...here, 'grants']),
      ...grants.flatMap((grant, index) => namedFaults(grant, names, [...here, 'grants', index])),
      ...unless(!Object.hasOwn(document.roles ?? {}, id), here, 'is a role of the model, choose another id'),
      ...unless(custom, here, none, 'CUSTOM_ROLES_DISABLED'),
    ];
  });
}

/** The resources that a grant names are there. */
function namedFaults({ scope: text, only = {} }: GrantDocument, names: TestNames, at: Steps): Fault[] {
  const scope = parseScope(text);
  return [
    ...(scope !== undefined && 'ref' in scope ? names.resourceFaults(scope.ref, [...at, 'scope']) : []),
    ...Object.entries(only).flatMap(([type, ids]) =>
      ids.flatMap((id, index) => names.resourceFaults(`${type}:${id}`, [...at, 'only', type, index])),
    ),
  ];
}

function userFaults(document: ModelDocument, test: ModelTest, names: TestNames, at: Steps): Fault[] {
  return Object.entries(test.users ?? {}).flatMap(([user, held]) => {
    const here = [...at, 'users', user];
    const problem = userIdFault(user);
    const taken = new Map<string, string>();
    return [
      ...unless(problem === undefined, here, `${quoted(user)} ${problem}`, 'INVALID_ID'),
      ...held.flatMap(({ role, place = 'root' }, index) =>
        assignmentFaults(document, names, { role, place }, taken, [...here, index]),
      ),
    ];
  });
}

/** `taken` learns which role is held where. */
function assignmentFaults(
  { assignments }: ModelDocument,
  names: TestNames,
  { role, place }: { readonly role: string; readonly place: string },
  taken: Map<string, string>,
  at: Steps,
): Fault[] {
  const places = names.roles.get(role);
  const type = names.resources.get(place);
  if (places === undefined || type === undefined) {
    return [...names.roleFaults(role, [...at, 'role']), ...names.resourceFaults(place, [...at, 'place'])];
  }
  if (!places.includes(type)) {
    const detail = `role ${quoted(role)} cannot be assigned at a ${quoted(type)}, only at ${listed(places)}`;
    return [fault([...at, 'place'], detail, 'ROLE_NOT_ASSIGNABLE_HERE')];
  }
  const one = own(assignments, type)?.per_user === 'one';
  const key = one ? place : `${place} ${role}`;
  const other = taken.get(key);
  taken.set(key, role);
  const code = one ? 'ROLE_ALREADY_HELD_AT_SCOPE' : 'ALREADY_ASSIGNED';
  return unless(
    other === undefined,
    at,
    `role ${quoted(other ?? '')} is held at ${quoted(place)} already`,
    code,
  );
}
