import type { AdministrationAction, ModelDocument, OneOrMany } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, type Steps } from './fault.js';
import { placeFaults } from './roles.js';

/** Who may do what to the organization itself: rights of types, administration, guards, custom roles. */
export function ruleFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  return [
    ...rightFaults(document, vocabulary),
    ...administrationFaults(document, vocabulary),
    ...keepLastFaults(document, vocabulary),
    ...customRoleFaults(document, vocabulary),
  ];
}

function rightFaults({ types }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  return Object.entries(types).flatMap(([type, { under = [], rights = {} }]) =>
    Object.entries(rights).flatMap(([right, names]) => {
      const places = right === 'create' ? under.filter((parent) => vocabulary.types.has(parent)) : [type];
      return needFaults(vocabulary, names, places, ['types', type, 'rights', right]);
    }),
  );
}

/** Actions that are decided at the root and nowhere else. */
const atRoot: ReadonlySet<string> = new Set<AdministrationAction>([
  'remove_member',
  'manage_roles',
  'edit_role_permissions',
  'settings',
  'notify',
]);

function administrationFaults(
  { administration = {} }: ModelDocument,
  vocabulary: DocumentVocabulary,
): Fault[] {
  const { rootType } = vocabulary;
  return Object.entries(administration).flatMap(([action, { needs }]) => {
    const places = atRoot.has(action) && rootType !== undefined ? [rootType] : [...vocabulary.types.keys()];
    return needFaults(vocabulary, needs, places, ['administration', action, 'needs']);
  });
}

/** Every permission is known, and at least one of them can be allowed at one of the places where it is asked for. */
function needFaults(
  vocabulary: DocumentVocabulary,
  names: OneOrMany,
  places: readonly string[],
  at: Steps,
): Fault[] {
  const unknown =
    typeof names === 'string'
      ? unknownFaults(vocabulary, names, at)
      : names.flatMap((name, index) => unknownFaults(vocabulary, name, [...at, index]));
  if (unknown.length > 0 || places.length === 0) return unknown;
  const all = typeof names === 'string' ? [names] : names;
  if (all.some((name) => places.some((place) => vocabulary.applies(name, place)))) return [];
  return [
    fault(at, `is asked for at ${listed(places)}, where ${listed(all)} never applies, so nobody could do it`),
  ];
}

function unknownFaults(vocabulary: DocumentVocabulary, name: string, at: Steps): Fault[] {
  return vocabulary.knowsPermission(name) ? [] : [fault(at, `there is no permission ${quoted(name)}`)];
}

function keepLastFaults({ guards = {} }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  return (guards.keep_last ?? []).flatMap((name, index) => {
    const at = ['guards', 'keep_last', index];
    const unknown = unknownFaults(vocabulary, name, at);
    const { rootType } = vocabulary;
    if (unknown.length > 0 || rootType === undefined || vocabulary.applies(name, rootType)) return unknown;
    return [
      fault(at, `${quoted(name)} never applies at the root type ${quoted(rootType)}, where it is asked for`),
    ];
  });
}

function customRoleFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const custom = document.custom_roles;
  if (custom === undefined) return [];
  const { allowed, assignable_at: places = [], criteria } = custom;
  const faults = placeFaults(document, vocabulary, places, ['custom_roles', 'assignable_at']);
  if (allowed && places.length === 0) {
    faults.push(
      fault(
        ['custom_roles', 'assignable_at'],
        'is missing, name the types at which custom roles can be assigned',
      ),
    );
  }
  const { rootType } = vocabulary;
  if (allowed && criteria !== undefined && rootType !== undefined && !places.includes(rootType)) {
    const detail = `criteria assign a role at the root, add ${quoted(rootType)} to \`assignable_at\``;
    faults.push(fault(['custom_roles', 'criteria'], detail));
  }
  return faults;
}
