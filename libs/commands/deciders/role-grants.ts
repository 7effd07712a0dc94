import { grantKey } from '#access/role-changes.js';
import type { Grant } from '#events/grant.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { plain, refuseFaults, sameGrants } from './grants.js';
import { refuseLocked } from './locks.js';

type Editing = 'GrantPermission' | 'RevokePermission' | 'ReplacePermissions';

export function grantToRole(
  d: Deliberation,
  role: string,
  { scope, give, only }: CommandData<'GrantPermission'>,
): Events {
  permitEditing(d, 'GrantPermission', role);
  const present = d.findRole(role)?.state.grants.map(plain) ?? [];
  const grant: Grant = { scope, give, ...(only !== undefined && { only }) };
  if (present.some((given) => grantKey(given) === grantKey(grant))) return [];
  refuseFaults(d, [grant], placesOf(d, role), { present, at: () => '' });
  d.role(role);
  return [{ type: 'PermissionGranted', data: { role, grant } }];
}

/** All grants of the scope go, or what they give for one facet. */
export function revokeFromRole(
  d: Deliberation,
  role: string,
  { scope, facet }: CommandData<'RevokePermission'>,
): Events {
  permitEditing(d, 'RevokePermission', role);
  if (facet !== undefined && !d.model.facets.has(facet)) {
    refuse('UNKNOWN_FACET', `the model has no facet ${quoted(facet)}`);
  }
  const touched = d
    .role(role)
    .state.grants.some(
      (grant) => grant.scope === scope && (facet === undefined || Object.hasOwn(grant.give, facet)),
    );
  if (!touched) return [];
  return [{ type: 'PermissionRevoked', data: { role, scope, ...(facet !== undefined && { facet }) } }];
}

export function replacePermissions(
  d: Deliberation,
  { role, grants }: CommandData<'ReplacePermissions'>,
): Events {
  permitEditing(d, 'ReplacePermissions', role);
  const distinct = refuseFaults(d, grants, placesOf(d, role));
  const { state } = d.role(role);
  if (sameGrants(state.grants, distinct)) return [];
  return [{ type: 'PermissionsReplaced', data: { role, grants: distinct } }];
}

function permitEditing(d: Deliberation, command: Editing, role: string): void {
  refuseLocked(d, role, 'permissions');
  permit(d, command, [{ action: 'edit_role_permissions', at: d.access.root }]);
}

/** Types of the places where the role can be assigned; of a role that is not there, any that a role can have. */
function placesOf(d: Deliberation, role: string): readonly string[] {
  return d.findRole(role)?.state.assignableAt ?? [...d.model.types.keys()];
}
