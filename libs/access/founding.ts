import type { LedgerEvent } from '#events/event.js';
import type { ModelDocument, RoleDocument } from '#model/document.js';
import { normalizeGrant } from '#model/grant.js';

type RoleCreated = Extract<LedgerEvent, { type: 'RoleCreated' }>;

/**
 * The events that bring every role of the model document into an organization, by id: a document read back from a
 * ledger no longer knows the order in which it was written.
 */
export function rolesCreated({ roles = {} }: ModelDocument): RoleCreated[] {
  return Object.keys(roles)
    .sort()
    .map((id) => roleCreated(id, roles[id]!));
}

/**
 * The event that brings a role of the model document into an organization: grants in the form in which they are
 * stored, names of flags that do not apply absent. A role without a name is called by its id.
 */
export function roleCreated(id: string, document: RoleDocument): RoleCreated {
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
