import type { ModelDocument, RoleDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { quoted } from '../wording.js';
import { fault, unless } from './fault.js';
import { grantListFaults, reachFaults, resourceFaults } from './grants.js';
import { placeFaults } from './places.js';

export function roleFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const roles = Object.entries(document.roles ?? {});
  return [
    ...roles.flatMap(([id, { assignable_at: assignableAt, grants = [], replacement }]) => {
      const at = ['roles', id];
      return [
        ...placeFaults(document, vocabulary, assignableAt, [...at, 'assignable_at']),
        ...replacementFaults(document, id, replacement),
        ...grantListFaults(vocabulary, grants, assignableAt, [...at, 'grants']),
        ...grants.flatMap((grant, index) => [
          ...resourceFaults(grant, [...at, 'grants', index]),
          ...reachFaults(vocabulary, grant, assignableAt, [...at, 'grants', index]),
        ]),
      ];
    }),
    ...nameFaults(roles),
    ...ownerFaults(roles),
    ...founderFaults(roles, vocabulary),
  ];
}

function replacementFaults(
  { roles = {} }: ModelDocument,
  id: string,
  replacement: string | undefined,
): Fault[] {
  const at = ['roles', id, 'replacement'];
  if (replacement === undefined) return [];
  if (replacement === id) return [fault(at, 'a role cannot replace itself, name another')];
  return unless(Object.hasOwn(roles, replacement), at, `there is no role ${quoted(replacement)}`);
}

type Roles = readonly (readonly [id: string, role: RoleDocument])[];

/** People tell roles apart by their names. */
function nameFaults(roles: Roles): Fault[] {
  const taken = new Map<string, string>();
  return roles.flatMap(([id, { name = id }]) => {
    const first = taken.get(name) ?? id;
    taken.set(name, first);
    const detail = `role ${quoted(first)} has the name ${quoted(name)} too, rename one of the two`;
    return unless(first === id, ['roles', id, 'name'], detail);
  });
}

/** A place has one owner, so one role says who that is. */
function ownerFaults(roles: Roles): Fault[] {
  const owners = new Map<string, string>();
  return roles.flatMap(([id, { single_holder: isOwner, assignable_at: types }]) => {
    if (!isOwner) return [];
    return types.flatMap((type) => {
      const first = owners.get(type) ?? id;
      owners.set(type, first);
      const detail = `${quoted(first)} is the owner of a ${quoted(type)} already, keep one`;
      return unless(first === id, ['roles', id, 'single_holder'], detail);
    });
  });
}

/** The first administrator of an organization gets a role at its root. */
function founderFaults(roles: Roles, { rootType }: DocumentVocabulary): Fault[] {
  if (rootType === undefined) return [];
  const some = roles.some(([, role]) => role.assignable_at.includes(rootType));
  const detail = `no role can be assigned at the root type ${quoted(rootType)}, but an organization starts with somebody who holds one`;
  return unless(some, ['roles'], detail);
}
