import { MemoryOrganizationIndex } from '#adapters/memory/organization-index.js';
import type { Ledgers } from '#ledger/ledgers.js';
import { DomainError } from '#model/errors.js';
import { Announcements } from '#projections/announcements.js';
import type { Consumer } from '#projections/consumer.js';
import type { OrganizationReader } from '#projections/organizations/organization-index.js';
import { Odometer } from '#projections/lag.js';
import { ledgerPrefix } from '#projections/ledger-stream.js';
import { OrganizationProjector } from '#projections/organizations/projector.js';
import { outside } from '#projections/outside.js';
import { Subscription } from '#projections/subscription.js';
import type { EventReader } from '#store/event-store.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';
import { silenceOfShared } from '../following/following.js';
import { LedgerFollower } from '../following/ledger-follower.js';
import { identitiesOf } from './identities.js';

/** What the one subscription of the process keeps up with: the list of organizations, and whoever waits for events. */
export class Projections {
  /** Tells of every ledger that has grown, by the name of its stream. */
  readonly announcements = new Announcements();
  /** Counts events, for whoever wants to know how far behind it is. */
  readonly odometer = new Odometer(() => performance.now());
  readonly #index = new MemoryOrganizationIndex();
  readonly #subscription: Subscription;

  constructor(
    { events, shared }: { readonly events: Pick<EventReader, 'subscribe'>; readonly shared: boolean },
    ledgers: Ledgers,
    log: Log,
    metrics: Metrics,
    /** Who else is told of every event. */
    others: readonly Consumer[] = [],
  ) {
    const projector = new OrganizationProjector(this.#index, identitiesOf(ledgers.vault), {
      stopped(organization, err) {
        log.error({ organization, err }, 'an event cannot be taken into the list of organizations');
      },
    });
    this.#subscription = new Subscription({
      reader: events,
      prefix: ledgerPrefix,
      // Whoever is told that a ledger has grown finds it grown.
      consumers: [
        projector,
        ...(shared ? [new LedgerFollower(ledgers)] : []),
        ...others,
        this.announcements,
        this.odometer,
      ],
      outside,
      ...(shared && { silence: silenceOfShared }),
      hooks: {
        dropped(err) {
          metrics.drops.inc();
          log.warn({ err }, 'the subscription ended, beginning again where it was');
        },
      },
    });
    metrics.watch(
      () => this.isLive,
      () => projector.stopped.size,
    );
  }

  /** Whether everything is taken in that was written. */
  get isLive(): boolean {
    return this.#subscription.isLive;
  }

  /** @throws DomainError READ_MODEL_STALE while it is behind */
  get organizations(): OrganizationReader {
    if (this.isLive) return this.#index;
    throw new DomainError(
      'READ_MODEL_STALE',
      'the list of organizations is being read, ask again in a moment',
    );
  }

  start(): void {
    this.#subscription.start();
  }

  stop(): Promise<void> {
    return this.#subscription.stop();
  }
}
