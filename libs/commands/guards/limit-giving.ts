import type { LedgerEvent } from '#events/event.js';
import type { Deliberation } from '../deliberation.js';
import { giftsOf, uncovered } from './gifts.js';
import { Limit } from './limit.js';
import { reachesOf } from './reaches.js';

/**
 * Nobody gives more than they hold: what the events newly give must be effective for the caller already, at every place
 * it reaches. Judged on the difference of effective permissions, so taking away is free, and whatever widens access
 * counts, an override that is cleared as much as a grant. Costs follow resources and roles, never holders.
 */
export function limitGiving(d: Deliberation, events: readonly LedgerEvent[]): void {
  const { caller } = d.context;
  if (caller.kind !== 'person' || caller.person === undefined || !isLimited(d)) return;
  const gifts = giftsOf(events);
  const reaches = reachesOf(d, events);
  if (gifts.length === 0 && reaches.length === 0) return;
  const limit = new Limit(d, caller.person, events);
  limit.hold([...reaches, ...uncovered(d, limit, gifts, events)]);
}

function isLimited({ access, revision, model }: Deliberation): boolean {
  return (access.settings(revision).grantLimit ?? model.grantLimit) === 'own';
}
