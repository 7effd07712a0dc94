import type { GrantDocument } from '../document.js';
import type { Fault } from '../errors.js';
import { grantFaults, oneGrantOnly } from '../grant.js';
import { pointer } from '../pointer.js';
import { parseScope } from '../scope.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, type Steps, unless } from './fault.js';

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
    const free = !taken.has(grant.scope);
    taken.add(grant.scope);
    const detail = `the role has a grant for ${quoted(grant.scope)} already, put everything into one`;
    return [...faults, ...unless(free, [...at, index, 'scope'], detail, 'DUPLICATE_SCOPE')];
  });
}

/**
 * What the grant of a role in a document cannot say: the document is written before any resource exists, and its roles
 * are the same in every organization.
 */
export function resourceFaults({ scope: text, only = {} }: GrantDocument, at: Steps): Fault[] {
  const narrowed = Object.keys(only).map((type) => {
    const detail = 'names resources of one organization, which a model cannot know, narrow the role there';
    return fault([...at, 'only', type], detail);
  });
  const scope = parseScope(text);
  if (scope?.kind !== 'one' && scope?.kind !== 'below') return narrowed;
  const detail = `${quoted(text)} names a resource of one organization, which a model cannot know, write \`.\` or \`${scope.type}:*\``;
  return [fault([...at, 'scope'], detail, 'INVALID_ID'), ...narrowed];
}

/** A role reaches what lies at or below its places; a grant for what lies elsewhere is a slip. */
export function reachFaults(
  vocabulary: DocumentVocabulary,
  { scope: text }: GrantDocument,
  assignableAt: readonly string[],
  at: Steps,
): Fault[] {
  const scope = parseScope(text);
  if (scope?.kind !== 'all' || !vocabulary.types.has(scope.type)) return [];
  const { type } = scope;
  const reached = assignableAt.some((place) => place === type || vocabulary.canLieBelow(type, place));
  const detail = `no ${quoted(type)} lies at or below a place of the role (${listed(assignableAt)}), so the grant gives nothing`;
  return unless(reached, [...at, 'scope'], detail, 'FACET_NOT_ON_TYPE');
}
