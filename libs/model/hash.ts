import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ModelDocument } from './document.js';

/** `sha256-<base64url>` of the document's canonical JSON (RFC 8785): the same however its keys are ordered. */
export function modelHash(document: ModelDocument): string {
  // Only `undefined` and functions have no canonical form, and a document is an object.
  const canonical = canonicalize(document)!;
  return `sha256-${createHash('sha256').update(canonical).digest('base64url')}`;
}
