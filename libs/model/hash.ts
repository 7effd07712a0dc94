import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ModelDocument } from './document.js';

/** `sha256-<base64url>` of the document's canonical JSON (RFC 8785): the same however its keys are ordered. */
export function modelHash(document: ModelDocument): string {
  return `sha256-${createHash('sha256').update(canonicalText(document)).digest('base64url')}`;
}

/**
 * The document as it is read back from a ledger, its keys in canonical order. Whatever is listed in the order of a
 * document is then listed alike by the process that published it and by all others.
 */
export function canonicalDocument(document: ModelDocument): ModelDocument {
  return JSON.parse(canonicalText(document)) as ModelDocument; // the same members in another order
}

function canonicalText(document: ModelDocument): string {
  // Only `undefined` and functions have no canonical form, and a document is an object.
  return canonicalize(document)!;
}
