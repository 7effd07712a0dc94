import { grantKey } from '#access/role-changes.js';
import type { RoleGrant } from '#access/roles.js';
import type { Grant } from '#events/grant.js';
import { DomainError, type Code, type Fault } from '#model/errors.js';
import { grantFaults, oneGrantOnly } from '#model/grant.js';
import { pointer } from '#model/pointer.js';
import { parseScope } from '#model/scope.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from '../deliberation.js';
import { refuse } from '../refuse.js';

const grantsMax = 1000;

/** Of several faults of grants the first in this order is the refusal. */
const order: readonly Code[] = [
  'INVALID_ID',
  'UNKNOWN_FACET',
  'UNKNOWN_LEVEL',
  'FACET_NOT_ON_TYPE',
  'ONE_LEVEL_ONLY',
  'DUPLICATE_SCOPE',
  'UNKNOWN_RESOURCE',
  'NARROWING_TYPE_WRONG',
  'UNKNOWN_TYPE',
];

/**
 * Refuses new grants of a role that do not fit the model, the grants the role has already, or what is registered.
 * Paths of faults begin with `at` of the grant. Answers the grants without repeats.
 */
export function refuseFaults(
  d: Deliberation,
  grants: readonly Grant[],
  assignableAt: readonly string[],
  {
    present = [],
    at = (index) => pointer('grants', index),
  }: { present?: readonly Grant[]; at?: (index: number) => string } = {},
): readonly Grant[] {
  const scopes = new Set(present.map(({ scope }) => scope));
  const faults = grants.flatMap((grant, index) => {
    const found = [
      ...grantFaults(d.model, grant, assignableAt),
      ...missingResources(d, grant),
      ...(scopes.has(grant.scope) ? duplicate(d, grant, assignableAt) : []),
    ];
    scopes.add(grant.scope);
    return found.map((fault) => ({ ...fault, path: at(index) + fault.path }));
  });
  if (faults.length > 0) {
    const sorted = faults.toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
    throw new DomainError(sorted[0]!.code, sorted[0]!.detail, sorted);
  }
  if (present.length + grants.length > grantsMax) {
    refuse('BATCH_TOO_LARGE', `a role has at most ${grantsMax} grants, revoke some first`);
  }
  return distinct(grants);
}

/** A grant as it is written into events: without what the fold remembers about it. */
export function plain({ scope, give, only }: RoleGrant): Grant {
  return { scope, give, ...(only !== undefined && { only }) };
}

/** Whether both give the same, in whatever order. */
export function sameGrants(a: readonly Grant[], b: readonly Grant[]): boolean {
  const keys = new Set(a.map(grantKey));
  return keys.size === new Set(b.map(grantKey)).size && b.every((grant) => keys.has(grantKey(grant)));
}

function distinct(grants: readonly Grant[]): readonly Grant[] {
  return [...new Map(grants.map((grant) => [grantKey(grant), grant])).values()];
}

function missingResources(d: Deliberation, { scope: text, only = {} }: Grant): Fault[] {
  const named = (path: string, type: string, ref: string): Fault[] =>
    !d.model.types.has(type) || d.find(ref) !== undefined
      ? []
      : [{ path, code: 'UNKNOWN_RESOURCE', detail: `there is no resource ${quoted(ref)}` }];
  const scope = parseScope(text);
  return [
    ...(scope?.kind === 'one' || scope?.kind === 'below'
      ? named(pointer('scope'), scope.type, scope.ref)
      : []),
    ...Object.entries(only).flatMap(([type, ids]) =>
      ids.flatMap((id, index) => named(pointer('only', type, index), type, `${type}:${id}`)),
    ),
  ];
}

function duplicate(
  { model }: Deliberation,
  { scope: text }: Grant,
  assignableAt: readonly string[],
): Fault[] {
  const scope = parseScope(text);
  if (scope === undefined || !oneGrantOnly(model, scope, assignableAt)) return [];
  const detail = `the role has a grant for ${quoted(text)} already, change that one`;
  return [{ path: pointer('scope'), code: 'DUPLICATE_SCOPE', detail }];
}
