import type { GrantDocument, OneOrMany } from './document.js';
import type { Fault } from './errors.js';
import { resourceIdFault } from './ids.js';
import { pointer } from './pointer.js';
import { parseScope, type Scope } from './scope.js';
import { canLieBelow } from './type-tree.js';
import type { FacetWords, Vocabulary } from './vocabulary.js';
import { listed, quoted } from './wording.js';

/** A grant in the one form in which it is stored and compared: lists, sorted and without repeats. */
export type Grant = {
  readonly scope: string;
  readonly give: Readonly<Record<string, readonly string[]>>;
  readonly only?: Readonly<Record<string, readonly string[]>>;
};

export function normalizeGrant({ scope, give, only = {} }: GrantDocument): Grant {
  const levels = Object.entries(give).map(([facet, names]) => [facet, sorted(names)]);
  const narrowing = Object.entries(only).map(([type, ids]) => [type, sorted(ids)]);
  return {
    scope,
    give: Object.fromEntries(levels),
    ...(narrowing.length > 0 && { only: Object.fromEntries(narrowing) }),
  };
}

/**
 * What is wrong with a grant of a role that can be assigned at places of the types `assignableAt`, as far as the model
 * alone can tell: whether the resources exist is not asked. Paths are pointers into the grant. Codes, in this order:
 * INVALID_ID, UNKNOWN_FACET, UNKNOWN_LEVEL, FACET_NOT_ON_TYPE, ONE_LEVEL_ONLY, NARROWING_TYPE_WRONG, UNKNOWN_TYPE.
 */
export function grantFaults(
  model: Vocabulary,
  grant: GrantDocument,
  assignableAt: readonly string[],
): Fault[] {
  const scope = parseScope(grant.scope);
  const gives: Give[] = [];
  const unknown: Fault[] = [];
  for (const [name, levels] of Object.entries(grant.give)) {
    const facet = model.facets.get(name);
    if (facet === undefined) unknown.push(unknownFacet(name));
    else gives.push({ facet, levels });
  }
  return [
    ...idFaults(scope, grant),
    ...unknown,
    ...gives.flatMap((give) => inside(give, unknownLevels)),
    ...gives.flatMap(({ facet }) => facetNotOnType(model, grant.scope, scope, facet, assignableAt)),
    ...gives.flatMap((give) => inside(give, oneLevelOnly)),
    ...narrowingFaults(model, gives, grant.only ?? {}),
    ...unknownType(model, scope),
  ];
}

/** What is wrong with a value for one facet (UNKNOWN_LEVEL, ONE_LEVEL_ONLY). Paths are pointers into the value. */
export function levelFaults(facet: FacetWords, levels: OneOrMany): Fault[] {
  return [...unknownLevels(facet, levels), ...oneLevelOnly(facet, levels)];
}

/** Whether a role may have only one grant of this scope (DUPLICATE_SCOPE for a second). */
export function oneGrantOnly(model: Vocabulary, scope: Scope, assignableAt: readonly string[]): boolean {
  const types = scope.kind === 'here' ? assignableAt : [scope.type];
  return types.some((type) => model.types.get(type)?.oneGrantPerScope);
}

type Give = { readonly facet: FacetWords; readonly levels: OneOrMany };

function sorted(names: OneOrMany): readonly string[] {
  return typeof names === 'string' ? [names] : [...new Set(names)].sort();
}

function idFaults(scope: Scope | undefined, { scope: text, only = {} }: GrantDocument): Fault[] {
  const faults: Fault[] = [];
  if (scope === undefined) {
    const detail = `${quoted(text)} is not a scope, write \`.\`, \`type:*\`, \`type:id\` or \`type:id/**\``;
    faults.push({ path: pointer('scope'), code: 'INVALID_ID', detail });
  }
  for (const [type, ids] of Object.entries(only)) {
    ids.forEach((id, index) => {
      const fault = resourceIdFault(id);
      if (fault === undefined) return;
      faults.push({
        path: pointer('only', type, index),
        code: 'INVALID_ID',
        detail: `${quoted(id)} ${fault}`,
      });
    });
  }
  return faults;
}

function unknownFacet(name: string): Fault {
  const detail = `the model has no facet ${quoted(name)}`;
  return { path: pointer('give', name), code: 'UNKNOWN_FACET', detail };
}

function inside({ facet, levels }: Give, check: (facet: FacetWords, levels: OneOrMany) => Fault[]): Fault[] {
  return check(facet, levels).map((fault) => ({ ...fault, path: pointer('give', facet.name) + fault.path }));
}

function unknownLevels(facet: FacetWords, levels: OneOrMany): Fault[] {
  if (levels.length === 0) return [{ path: '', code: 'UNKNOWN_LEVEL', detail: 'name a level to give' }];
  const names = typeof levels === 'string' ? [levels] : levels;
  return names.flatMap((level, index): Fault[] => {
    if (facet.knows(level)) return [];
    const detail = `facet ${quoted(facet.name)} has no level or permission ${quoted(level)}, it has ${listed(facet.vocabulary)}`;
    return [{ path: levels === level ? '' : pointer(index), code: 'UNKNOWN_LEVEL', detail }];
  });
}

function oneLevelOnly(facet: FacetWords, levels: OneOrMany): Fault[] {
  if (facet.pick === 'many' || sorted(levels).length < 2) return [];
  return [
    {
      path: '',
      code: 'ONE_LEVEL_ONLY',
      detail: `facet ${quoted(facet.name)} takes one level at a time, give one`,
    },
  ];
}

function facetNotOnType(
  model: Vocabulary,
  text: string,
  scope: Scope | undefined,
  { name, type }: FacetWords,
  assignableAt: readonly string[],
): Fault[] {
  const fault = (detail: string): Fault[] => [
    { path: pointer('give', name), code: 'FACET_NOT_ON_TYPE', detail },
  ];
  const lives = `facet ${quoted(name)} lives on ${quoted(type)}`;
  switch (scope?.kind) {
    case undefined:
      return [];
    case 'here':
      return assignableAt.includes(type)
        ? []
        : fault(
            `${lives} and the role can only be assigned at ${listed(assignableAt)}, name resources instead of \`.\``,
          );
    case 'all':
    case 'one':
      return type === scope.type || !model.types.has(scope.type)
        ? []
        : fault(`${lives}, the scope ${quoted(text)} names a ${quoted(scope.type)}`);
    case 'below':
      return type === scope.type || !model.types.has(scope.type) || below(model, type, scope.type)
        ? []
        : fault(`${lives}, which never lies below a ${quoted(scope.type)}`);
    default:
      return scope satisfies never;
  }
}

function narrowingFaults(
  model: Vocabulary,
  gives: readonly Give[],
  only: Readonly<Record<string, readonly string[]>>,
): Fault[] {
  if (gives.length === 0) return [];
  return Object.keys(only)
    .filter((type) => !gives.some(({ facet }) => below(model, type, facet.type)))
    .map((type) => ({
      path: pointer('only', type),
      code: 'NARROWING_TYPE_WRONG',
      detail: `${quoted(type)} is no type that lies below what the grant gives, narrow by one that does`,
    }));
}

function unknownType(model: Vocabulary, scope: Scope | undefined): Fault[] {
  if (scope === undefined || scope.kind === 'here' || model.types.has(scope.type)) return [];
  const detail = `the model has no type ${quoted(scope.type)}, it has ${listed(model.types.keys())}`;
  return [{ path: pointer('scope'), code: 'UNKNOWN_TYPE', detail }];
}

function below(model: Vocabulary, type: string, ancestor: string): boolean {
  return canLieBelow((name) => model.types.get(name)?.under ?? [], type, ancestor);
}
