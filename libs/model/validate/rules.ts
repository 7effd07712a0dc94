import type { AdministrationAction, ModelDocument, OneOrMany } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { type Steps, unless } from './fault.js';
import { placeFaults } from './places.js';

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
  const { rootType, types } = vocabulary;
  return Object.entries(administration).flatMap(([action, { needs }]) => {
    const places = atRoot.has(action) && rootType !== undefined ? [rootType] : [...types.keys()];
    return needFaults(vocabulary, needs, places, ['administration', action, 'needs']);
  });
}

/** Every permission is known, and at least one of them can be allowed at one of the places where it is asked for. */
function needFaults(
  vocabulary: DocumentVocabulary,
  needs: OneOrMany,
  places: readonly string[],
  at: Steps,
): Fault[] {
  const names = typeof needs === 'string' ? [needs] : needs;
  const unknown = names.flatMap((name, index) =>
    unknownFaults(vocabulary, name, needs === name ? at : [...at, index]),
  );
  if (unknown.length > 0 || places.length === 0) return unknown;
  const possible = names.some((name) => places.some((place) => vocabulary.applies(name, place)));
  const detail = `is asked for at ${listed(places)}, where ${listed(names)} never applies, so nobody could do it`;
  return unless(possible, at, detail);
}

function unknownFaults(vocabulary: DocumentVocabulary, name: string, at: Steps): Fault[] {
  return unless(vocabulary.knowsPermission(name), at, `there is no permission ${quoted(name)}`);
}

function keepLastFaults({ guards = {} }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const { rootType } = vocabulary;
  return (guards.keep_last ?? []).flatMap((name, index) => {
    const at = ['guards', 'keep_last', index];
    const unknown = unknownFaults(vocabulary, name, at);
    if (unknown.length > 0 || rootType === undefined) return unknown;
    const detail = `${quoted(name)} never applies at the root type ${quoted(rootType)}, where it is asked for`;
    return unless(vocabulary.applies(name, rootType), at, detail);
  });
}

function customRoleFaults(document: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const { allowed = false, assignable_at: types = [], criteria } = document.custom_roles ?? {};
  const { rootType } = vocabulary;
  const places = ['custom_roles', 'assignable_at'];
  const none = 'is missing, name the types at which custom roles can be assigned';
  const assigns = allowed && criteria !== undefined && rootType !== undefined;
  const notAtRoot = `criteria assign a role at the root, add ${quoted(rootType ?? '')} to \`assignable_at\``;
  return [
    ...placeFaults(document, vocabulary, types, places),
    ...unless(!allowed || types.length > 0, places, none),
    ...unless(!assigns || types.includes(rootType), ['custom_roles', 'criteria'], notAtRoot),
  ];
}
