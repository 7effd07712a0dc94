import type { GrantDocument, ModelDocument, RoleDocument } from '../document.js';
import type { Fault } from '../errors.js';
import { grantFaults, oneGrantOnly } from '../grant.js';
import { pointer } from '../pointer.js';
import { parseScope } from '../scope.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, type Steps } from './fault.js';

export function roleFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const roles = Object.entries(document.roles ?? {});
  return [
    ...roles.flatMap(([id, role]) => [
      ...placeFaults(document, vocabulary, role.assignable_at, ['roles', id, 'assignable_at']),
      ...replacementFaults(document, id, role),
      ...grantListFaults(vocabulary, role.grants ?? [], role.assignable_at, ['roles', id, 'grants']),
      ...(role.grants ?? []).flatMap((grant, index) =>
        resourceFaults(vocabulary, grant, role.assignable_at, ['roles', id, 'grants', index]),
      ),
    ]),
    ...nameFaults(roles),
    ...ownerFaults(roles),
    ...founderFaults(roles, vocabulary),
  ];
}

/** Types at whose resources roles can be assigned: they exist and have a line under `assignments`. */
export function placeFaults(
  { assignments }: ModelDocument,
  vocabulary: DocumentVocabulary,
  types: readonly string[],
  at: Steps,
): Fault[] {
  return types.flatMap((type, index) => {
    if (!vocabulary.types.has(type)) return [fault([...at, index], `there is no type ${quoted(type)}`)];
    if (Object.hasOwn(assignments, type)) return [];
    return [fault([...at, index], `nobody can hold a role at ${quoted(type)}, add it to \`assignments\``)];
  });
}

/** The grants of one role, each for itself and all together. */
export function grantListFaults(
  vocabulary: DocumentVocabulary,
  grants: readonly GrantDocument[],
  assignableAt: readonly string[],
  at: Steps,
): Fault[] {
  const taken = new Set<string>();
  return grants.flatMap((grant, index) => {
    const faults = grantFaults(vocabulary, grant, assignableAt).map((inner) => ({
      ...inner,
      path: pointer(...at, index) + inner.path,
    }));
    const scope = parseScope(grant.scope);
    if (scope === undefined || !oneGrantOnly(vocabulary, scope, assignableAt)) return faults;
    if (taken.has(grant.scope)) {
      const detail = `the role has a grant for ${quoted(grant.scope)} already, put everything into one`;
      faults.push(fault([...at, index, 'scope'], detail, 'DUPLICATE_SCOPE'));
    }
    taken.add(grant.scope);
    return faults;
  });
}

/** A document is written before any resource exists, and its roles are the same in every organization. */
function resourceFaults(
  vocabulary: DocumentVocabulary,
  { scope: text, only = {} }: GrantDocument,
  assignableAt: readonly string[],
  at: Steps,
): Fault[] {
  const faults = Object.keys(only).map((type) =>
    fault(
      [...at, 'only', type],
      'names resources of one organization, which a model cannot know; narrow the role there',
    ),
  );
  const scope = parseScope(text);
  if (scope?.kind === 'one' || scope?.kind === 'below') {
    const detail = `${quoted(text)} names a resource of one organization, which a model cannot know, write \`.\` or \`${scope.type}:*\``;
    faults.push(fault([...at, 'scope'], detail, 'INVALID_ID'));
  }
  if (scope?.kind === 'all' && vocabulary.types.has(scope.type)) {
    const { type } = scope;
    if (!assignableAt.some((place) => place === type || vocabulary.canLieBelow(type, place))) {
      const detail = `no ${quoted(type)} lies at or below a place of the role (${listed(assignableAt)}), so the grant gives nothing`;
      faults.push(fault([...at, 'scope'], detail, 'FACET_NOT_ON_TYPE'));
    }
  }
  return faults;
}

function replacementFaults(
  { roles = {} }: ModelDocument,
  id: string,
  { replacement }: RoleDocument,
): Fault[] {
  const at = ['roles', id, 'replacement'];
  if (replacement === undefined) return [];
  if (replacement === id) return [fault(at, 'a role cannot replace itself, name another')];
  return Object.hasOwn(roles, replacement) ? [] : [fault(at, `there is no role ${quoted(replacement)}`)];
}

type Roles = readonly (readonly [id: string, role: RoleDocument])[];

/** People tell roles apart by their names. */
function nameFaults(roles: Roles): Fault[] {
  const taken = new Map<string, string>();
  return roles.flatMap(([id, { name = id }]) => {
    const other = taken.get(name);
    if (other === undefined) taken.set(name, id);
    return other === undefined
      ? []
      : [
          fault(
            ['roles', id, 'name'],
            `role ${quoted(other)} has the name ${quoted(name)} too, rename one of the two`,
          ),
        ];
  });
}

/** A place has one owner, so one role says who that is. */
function ownerFaults(roles: Roles): Fault[] {
  const owners = new Map<string, string>();
  return roles.flatMap(([id, { single_holder: owner, assignable_at: types }]) => {
    if (!owner) return [];
    const twice = types.filter((type) => owners.has(type));
    for (const type of types) if (!owners.has(type)) owners.set(type, id);
    return twice.map((type) =>
      fault(
        ['roles', id, 'single_holder'],
        `${quoted(owners.get(type)!)} is the owner of a ${quoted(type)} already, keep one`,
      ),
    );
  });
}

function founderFaults(roles: Roles, { rootType }: DocumentVocabulary): Fault[] {
  if (rootType === undefined || roles.some(([, role]) => role.assignable_at.includes(rootType))) return [];
  return [
    fault(
      ['roles'],
      `no role can be assigned at the root type ${quoted(rootType)}, but an organization starts with somebody who holds one`,
    ),
  ];
}
