import type { View } from '#access/view.js';
import type { AsOf } from '#ledger/as-of.js';
import type { Ledger } from '#ledger/ledger.js';
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

/**
 * The state to answer from. A view is made anew once nothing is waited for any more: it knows whether facts that ended
 * matter to it only until the next event is folded in. Use it before the next `await`.
 */
export async function viewAt(ledger: Ledger, when: When): Promise<View> {
  const { revision, instant } = await ledger.at(when);
  return ledger.access.view(revision, instant);
}
