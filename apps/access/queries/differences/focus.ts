import type { Focus } from '#access/differences/differences.js';
import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { DomainError } from '#model/errors.js';
import type { DifferencesRequest } from './differences-schema.js';

/**
 * What the names stand for.
 *
 * @throws DomainError NOT_A_MEMBER, ROLE_NOT_FOUND, UNKNOWN_RESOURCE for what was there at neither moment
 */
export function focusOf(
  { user, role, resource, sources }: DifferencesRequest,
  directory: PeopleDirectory,
  from: View,
  to: View,
): Focus {
  const person = user === undefined ? undefined : directory.named(user);
  if (user !== undefined && person === undefined) {
    throw new DomainError('NOT_A_MEMBER', 'this user is not known in the organization');
  }
  const number = role === undefined ? undefined : to.access.roles.number(role);
  if (role !== undefined && (number === undefined || (!from.role(number) && !to.role(number)))) {
    throw new DomainError('ROLE_NOT_FOUND', 'there was no such role at either moment');
  }
  const node = resource === undefined ? undefined : (to.find(resource) ?? from.find(resource));
  if (resource !== undefined && node === undefined) {
    throw new DomainError('UNKNOWN_RESOURCE', 'there was no such resource at either moment');
  }
  return {
    ...(person !== undefined && { person }),
    ...(number !== undefined && { role: number }),
    ...(node !== undefined && { node }),
    sources: sources ?? person !== undefined,
  };
}
