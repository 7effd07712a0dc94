import type { AsOf } from '#access/as-of.js';
import { DomainError } from '#model/errors.js';

/** At which state a question is answered: the live one where nothing is said. */
export type When = { readonly asOf?: AsOf; readonly atLeast?: number };

export const live: When = {};

/** A revision, or an instant in RFC 3339. `path` is where it stands in what was sent. */
export function parseAsOf(value: unknown, path: string): AsOf {
  if (isRevision(value)) return value;
  const time = typeof value === 'string' && instant.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return { time };
  throw malformed(path, '`asOf` must be a revision or an instant such as `2026-11-21T10:00:00Z`');
}

export function parseAtLeast(value: unknown, path: string): number {
  if (isRevision(value)) return value;
  throw malformed(path, '`atLeast` must be a revision');
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

function isRevision(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function malformed(path: string, detail: string): DomainError {
  return new DomainError('MALFORMED', detail, [{ path, code: 'MALFORMED', detail }]);
}
