import { grantKey } from '#access/role-changes.js';
import type { RoleGrant } from '#access/roles.js';
import type { Grant } from '#events/grant.js';
import { DomainError, type Code, type Fault } from '#model/errors.js';
import { grantFaults, oneGrantOnly } from '#model/grant.js';
import { parseScope } from '#model/scope.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import { refuseLocked } from './locks.js';
import type { CommandData } from './schema.js';

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

export function grantToRole(
  d: Deliberation,
  role: string,
  { scope, give, only }: CommandData<'GrantPermission'>,
): Events {
  refuseLocked(d, role, 'permissions');
  d.permit('GrantPermission', [{ action: 'edit_role_permissions', at: d.access.root }]);
  const { state } = d.role(role);
  const grant: Grant = { scope, give, ...(only !== undefined && { only }) };
  const present = state.grants.map(plain);
  const repeats = present.some((given) => grantKey(given) === grantKey(grant));
  if (!repeats) checkGrants(d, [...present, grant], state.assignableAt, present.length);
  return repeats ? [] : [{ type: 'PermissionGranted', data: { role, grant } }];
}

export function revokeFromRole(
  d: Deliberation,
  role: string,
  { scope, facet }: CommandData<'RevokePermission'>,
): Events {
  refuseLocked(d, role, 'permissions');
  d.permit('RevokePermission', [{ action: 'edit_role_permissions', at: d.access.root }]);
  const { state } = d.role(role);
  if (facet !== undefined && !d.model.facets.has(facet)) {
    refuse('UNKNOWN_FACET', `the model has no facet \`${facet}\``);
  }
  const touched = state.grants.some(
    (grant) => grant.scope === scope && (facet === undefined || Object.hasOwn(grant.give, facet)),
  );
  if (!touched) return [];
  return [{ type: 'PermissionRevoked', data: { role, scope, ...(facet !== undefined && { facet }) } }];
}

export function replacePermissions(
  d: Deliberation,
  { role, grants }: CommandData<'ReplacePermissions'>,
): Events {
  refuseLocked(d, role, 'permissions');
  d.permit('ReplacePermissions', [{ action: 'edit_role_permissions', at: d.access.root }]);
  const { state } = d.role(role);
  checkGrants(d, grants, state.assignableAt);
  return sameGrants(state.grants, grants) ? [] : [{ type: 'PermissionsReplaced', data: { role, grants } }];
}

/** Refuses grants that do not fit the model or name resources that are not there. Those before `from` stand already. */
export function checkGrants(
  d: Deliberation,
  grants: readonly Grant[],
  assignableAt: readonly string[],
  from = 0,
): void {
  if (grants.length > grantsMax) refuse('TOO_LARGE', `a role has at most ${grantsMax} grants`);
  const faults = grants.flatMap((grant, index) => {
    if (index < from) return [];
    const at = (fault: Fault) => ({ ...fault, path: `/grants/${index - from}${fault.path}` });
    return [
      ...grantFaults(d.model, grant, assignableAt),
      ...missingResources(d, grant),
      ...duplicates(d, grant, grants.slice(0, index), assignableAt),
    ].map(at);
  });
  if (faults.length === 0) return;
  const sorted = faults.toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  throw new DomainError(sorted[0]!.code, sorted[0]!.detail, sorted);
}

/** A grant as it is written into events: without what the fold remembers about it. */
export function plain({ scope, give, only }: RoleGrant): Grant {
  return { scope, give, ...(only !== undefined && { only }) };
}

export function sameGrants(a: readonly Grant[], b: readonly Grant[]): boolean {
  const keys = (grants: readonly Grant[]) => grants.map(grantKey).sort().join('\n');
  return a.length === b.length && keys(a) === keys(b);
}

function missingResources(d: Deliberation, { scope: text, only = {} }: Grant): Fault[] {
  const faults: Fault[] = [];
  const missing = (path: string, ref: string): void => {
    if (d.find(ref) === undefined) {
      faults.push({ path, code: 'UNKNOWN_RESOURCE', detail: `there is no resource \`${ref}\`` });
    }
  };
  const scope = parseScope(text);
  if ((scope?.kind === 'one' || scope?.kind === 'below') && d.model.types.has(scope.type)) {
    missing('/scope', scope.ref);
  }
  for (const [type, ids] of Object.entries(only)) {
    if (d.model.types.has(type))
      ids.forEach((id, index) => missing(`/only/${type}/${index}`, `${type}:${id}`));
  }
  return faults;
}

function duplicates(
  d: Deliberation,
  { scope: text }: Grant,
  before: readonly Grant[],
  assignableAt: readonly string[],
): Fault[] {
  const scope = parseScope(text);
  if (scope === undefined || !oneGrantOnly(d.model, scope, assignableAt)) return [];
  if (!before.some((grant) => grant.scope === text)) return [];
  return [
    {
      path: '/scope',
      code: 'DUPLICATE_SCOPE',
      detail: `the role has a grant for \`${text}\` already, change that one`,
    },
  ];
}
