import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault } from './fault.js';
import { own } from '../own.js';

/** The tree of types, and the places at which roles can be held. */
export function typeFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  return [
    ...rootFaults(document),
    ...Object.keys(document.types).flatMap((type) => parentFaults(document, vocabulary, type)),
    ...Object.keys(document.types).flatMap((type) => creatorFaults(document, type)),
    ...Object.keys(document.assignments)
      .filter((type) => !vocabulary.types.has(type))
      .map((type) => fault(['assignments', type], `there is no type ${quoted(type)}`)),
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
  return Object.hasOwn(assignments, root)
    ? []
    : [
        fault(
          ['assignments'],
          `add a line for the root type ${quoted(root)}: the first administrator gets a role there`,
        ),
      ];
}

function parentFaults({ types }: ModelDocument, vocabulary: DocumentVocabulary, type: string): Fault[] {
  const { root, under = [] } = types[type]!;
  const unknown = under.flatMap((parent, index) =>
    vocabulary.types.has(parent)
      ? []
      : [
          fault(
            ['types', type, 'under', index],
            `there is no type ${quoted(parent)}, the types are ${listed(vocabulary.types.keys())}`,
          ),
        ],
  );
  const { rootType } = vocabulary;
  if (unknown.length > 0 || root || rootType === undefined || vocabulary.canLieBelow(type, rootType))
    return unknown;
  return [
    fault(
      ['types', type],
      `cannot be reached from the root type ${quoted(rootType)}, name a parent under \`under\``,
    ),
  ];
}

function creatorFaults({ types, roles = {}, assignments }: ModelDocument, type: string): Fault[] {
  const role = types[type]?.creator_role;
  if (role === undefined) return [];
  const at = ['types', type, 'creator_role'];
  const creator = own(roles, role);
  if (creator === undefined) return [fault(at, `there is no role ${quoted(role)}`)];
  if (!creator.assignable_at.includes(type)) {
    return [
      fault(
        at,
        `role ${quoted(role)} cannot be assigned at ${quoted(type)}, add it to its \`assignable_at\``,
      ),
    ];
  }
  return Object.hasOwn(assignments, type)
    ? []
    : [fault(at, `nobody can hold a role at ${quoted(type)}, add it to \`assignments\``)];
}
