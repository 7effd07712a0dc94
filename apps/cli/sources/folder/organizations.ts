import type { ListedOrganization } from '#client/platform.js';
import { ledgerPrefix, organizationOf } from '#projections/ledger-stream.js';
import type { EventReader } from '#store/event-store.js';
import { amount, type Progress } from '../../terminal/progress.js';

/** Every organization of a store, in the order in which they began. Reads all of their events. */
export async function organizationsOf(
  reader: Pick<EventReader, 'subscribe'>,
  progress: Progress,
): Promise<ListedOrganization[]> {
  const found = new Map<string, ListedOrganization>();
  const end = new AbortController();
  let read = 0;
  for await (const { stream, type, data } of reader.subscribe({
    prefix: ledgerPrefix,
    signal: end.signal,
    caughtUp: () => end.abort(),
  })) {
    read += 1;
    progress.at(() => `looking for organizations: ${amount(read, 'event')}`);
    const organization = organizationOf({ stream });
    const known = found.get(organization) ?? { organization, name: organization, status: 'active' };
    if (type === 'OrganizationCreated' || type === 'OrganizationRenamed') {
      found.set(organization, { ...known, name: String(data['name']) });
    } else if (type === 'OrganizationClosed') {
      found.set(organization, { ...known, status: 'closed' });
    }
  }
  progress.end();
  return [...found.values()];
}
