import type { LedgerEvent } from '#events/event.js';
import type { RoleDocument } from '#model/document.js';
import { normalizeGrant } from '#model/grant.js';

/**
 * The event that brings a role of the model document into an organization: grants in the form in which they are
 * stored, names of flags that do not apply absent. A role without a name is called by its id.
 */
export function roleCreated(
  id: string,
  document: RoleDocument,
): Extract<LedgerEvent, { type: 'RoleCreated' }> {
  const { name = id, description, kind, locked, assignable_at, grants = [], replacement } = document;
  return {
    type: 'RoleCreated',
    data: {
      role: id,
      name,
      ...(description !== undefined && { description }),
      kind,
      ...(locked !== undefined && { locked }),
      assignableAt: assignable_at,
      grants: grants.map(normalizeGrant),
      ...(document.deprecated === true && { deprecated: true }),
      ...(replacement !== undefined && { replacement }),
      ...(document.single_holder === true && { singleHolder: true }),
    },
  };
}
