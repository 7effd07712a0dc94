import type { EventReader } from '#store/event-store.js';
import { ledgerPrefix } from '../ledger-stream.js';
import type { Head } from './read-model.js';

/** Whether a copy stands at an event of this very ledger; not one of another life of the store, nor one ahead of it. */
export async function isOfLedger(
  reader: Pick<EventReader, 'read'>,
  organization: string,
  { revision, last }: Head,
): Promise<boolean> {
  if (revision < 0) return false;
  for await (const [event] of reader.read(ledgerPrefix + organization, { from: revision, limit: 1 })) {
    return event?.id === last;
  }
  return false;
}
