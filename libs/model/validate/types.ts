import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import { own } from '../own.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, unless } from './fault.js';

/** The tree of types, and the places at which roles can be held. */
export function typeFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const { types, assignments } = document;
  return [
    ...rootFaults(document),
    ...parentFaults(document, vocabulary),
    ...reachFaults(document, vocabulary),
    ...Object.keys(types).flatMap((type) => creatorFaults(document, type)),
    ...Object.keys(assignments).flatMap((type) =>
      unless(vocabulary.types.has(type), ['assignments', type], `there is no type ${quoted(type)}`),
    ),
  ];
}

function rootFaults({ types, assignments }: ModelDocument): Fault[] {
  const roots = Object.keys(types).filter((name) => types[name]?.root);
  const [root, ...others] = roots;
  if (root === undefined) return [fault(['types'], 'no type is the root, set `root: true` on one')];
  if (others.length > 0) {
    return others.map((name) =>
      fault(['types', name, 'root'], `${quoted(root)} is the root already, keep one`),
    );
  }
  const detail = `add a line for the root type ${quoted(root)}: the first administrator gets a role there`;
  return unless(Object.hasOwn(assignments, root), ['assignments'], detail);
}

function parentFaults({ types }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const known = listed(vocabulary.types.keys());
  return Object.entries(types).flatMap(([type, { under = [] }]) =>
    under.flatMap((parent, index) => {
      const detail = `there is no type ${quoted(parent)}, the types are ${known}`;
      return unless(vocabulary.types.has(parent), ['types', type, 'under', index], detail);
    }),
  );
}

function reachFaults({ types }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const { rootType } = vocabulary;
  if (rootType === undefined) return [];
  const detail = `cannot be reached from the root type ${quoted(rootType)}, name a parent under \`under\``;
  return Object.keys(types).flatMap((type) =>
    unless(type === rootType || vocabulary.canLieBelow(type, rootType), ['types', type], detail),
  );
}

function creatorFaults({ types, roles = {} }: ModelDocument, type: string): Fault[] {
  const role = types[type]?.creator_role;
  if (role === undefined) return [];
  const at = ['types', type, 'creator_role'];
  const creator = own(roles, role);
  if (creator === undefined) return [fault(at, `there is no role ${quoted(role)}`)];
  const detail = `role ${quoted(role)} cannot be assigned at ${quoted(type)}, add it to its \`assignable_at\``;
  return unless(creator.assignable_at.includes(type), at, detail);
}
