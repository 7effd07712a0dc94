import type { Ledgers } from '#ledger/ledgers.js';
import type { Consumer } from '#projections/consumer.js';
import { organizationOf } from '#projections/ledger-stream.js';
import type { PlacedEvent } from '#store/event-store.js';

/** Tells the ledgers in memory how far they have grown, by whomever. */
export class LedgerFollower implements Consumer {
  constructor(private readonly ledgers: Pick<Ledgers, 'grew'>) {}

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    const grown = new Map<string, number>();
    for (const event of events) grown.set(organizationOf(event), event.revision);
    await Promise.all(
      [...grown].map(([organization, revision]) => this.ledgers.grew(organization, revision)),
    );
  }
}
