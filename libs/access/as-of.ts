import { DomainError } from '#model/errors.js';
import type { View } from './view.js';

/** The revision or the time (UTC milliseconds) that a question is about. */
export type AsOf = number | { readonly time: number };

/**
 * The state as of a revision, at the instant of its event, or of the last revision at or before a time, at that time.
 *
 * @throws DomainError REVISION_NOT_YET_AVAILABLE for what lies ahead, MALFORMED for what lies before the first event
 */
export function viewAsOf(asOf: AsOf, live: View): View {
  const { access, revision: durable } = live;
  if (typeof asOf === 'number') {
    if (asOf > durable) throw notYet(`revision ${asOf}`, durable);
    return asOf < 0 ? beforeTheFirst() : access.view(asOf, access.history.time(asOf));
  }
  if (asOf.time > live.instant) throw notYet('that time', durable);
  const revision = Math.min(access.history.revisionAt(asOf.time), durable);
  return revision < 0 ? beforeTheFirst() : access.view(revision, asOf.time);
}

export function notYet(what: string, durable: number): DomainError {
  const detail = `${what} is not there yet, the organization is at revision ${durable}; ask again later`;
  return new DomainError('REVISION_NOT_YET_AVAILABLE', detail);
}

export function beforeTheFirst(): never {
  throw new DomainError('MALFORMED', '`asOf` lies before the first event of the organization');
}
