import type { PlacedEvent } from '#store/event-store.js';

/** What the streams of ledgers begin with. */
export const ledgerPrefix = 'organization-';

export function organizationOf({ stream }: Pick<PlacedEvent, 'stream'>): string {
  return stream.slice(ledgerPrefix.length);
}

/** Events of each organization, in their order. */
export function byOrganization(events: readonly PlacedEvent[]): ReadonlyMap<string, readonly PlacedEvent[]> {
  return Map.groupBy(events, organizationOf);
}
