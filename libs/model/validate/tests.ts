import type { GrantDocument, ModelDocument, ModelTest } from '../document.js';
import type { Fault } from '../errors.js';
import { userIdFault } from '../ids.js';
import { parseRef } from '../ref.js';
import { parseScope } from '../scope.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, type Steps } from './fault.js';
import { grantListFaults, placeFaults } from './roles.js';
import { TestNames } from './test-names.js';
import { expectFaults, overrideFaults, userLevelFaults } from './test-values.js';
import { own } from '../own.js';

/** Whether the tests of a document speak of what exists. Whether they pass is found out by running them. */
export function testFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const tests = document.tests ?? [];
  return tests.flatMap((test, index) => {
    const at = ['tests', index];
    const names = new TestNames(document, vocabulary, test);
    const twice = tests.findIndex(({ name }) => name === test.name) < index;
    return [
      ...(twice ? [fault([...at, 'name'], 'another test has this name, rename one of the two')] : []),
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
    const here = [...at, 'resources', index];
    const type = parseRef(ref)?.type;
    if (type === undefined)
      return [fault([...here, 'ref'], `${quoted(ref)} is no resource, write \`type:id\``, 'INVALID_ID')];
    if (seen.has(ref))
      return [fault([...here, 'ref'], `${quoted(ref)} is there already, keep one`, 'ALREADY_EXISTS')];
    const parentType = seen.get(parent);
    seen.set(ref, type);
    const under = types.get(type)?.under;
    if (under === undefined)
      return [fault([...here, 'ref'], `there is no type ${quoted(type)}`, 'UNKNOWN_TYPE')];
    if (parentType === undefined) {
      return [
        fault([...here, 'parent'], `${quoted(parent)} does not stand above this line`, 'UNKNOWN_RESOURCE'),
      ];
    }
    if (under.has(parentType)) return [];
    const detail = `a ${quoted(type)} cannot lie under a ${quoted(parentType)}, only under ${listed(under)}`;
    return [fault([...here, 'parent'], detail, 'WRONG_PARENT')];
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
    const faults = [
      ...placeFaults(document, vocabulary, own, [...here, 'assignable_at']),
      ...grantListFaults(vocabulary, grants, names.roles.get(id)!, [...here, 'grants']),
      ...grants.flatMap((grant, index) => namedFaults(grant, names, [...here, 'grants', index])),
    ];
    if (Object.hasOwn(document.roles ?? {}, id))
      faults.push(fault(here, 'is a role of the model, choose another id'));
    if (!document.custom_roles?.allowed) {
      faults.push(
        fault(here, 'the model has no custom roles, test those that it has', 'CUSTOM_ROLES_DISABLED'),
      );
    }
    return faults;
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
      ...(problem === undefined ? [] : [fault(here, `${quoted(user)} ${problem}`, 'INVALID_ID')]),
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
  if (other === undefined) return [];
  const code = one ? 'ROLE_ALREADY_HELD_AT_SCOPE' : 'ALREADY_ASSIGNED';
  return [fault(at, `role ${quoted(other)} is held at ${quoted(place)} already`, code)];
}
