import type { View } from '#access/view.js';
import { DomainError } from '#model/errors.js';
import { parseRef } from '#model/ref.js';

/** @throws DomainError INVALID_ID where a ref reads as nothing */
export function refuseUnlessRef(ref: string): void {
  if (parseRef(ref) === undefined)
    throw new DomainError('INVALID_ID', 'the resource is not written `type:id`');
}

/** @throws DomainError UNKNOWN_RESOURCE where there was no such resource at the revision */
export function nodeOf(view: View, ref: string): number {
  const node = view.find(ref);
  if (node === undefined) throw new DomainError('UNKNOWN_RESOURCE', 'there is no such resource');
  return node;
}
