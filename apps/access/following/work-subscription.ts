import type { Consumer } from '#projections/consumer.js';
import type { Odometer } from '#projections/lag.js';
import { ledgerPrefix } from '#projections/ledger-stream.js';
import { outside as real } from '#projections/outside.js';
import { type Outside, Subscription } from '#projections/subscription.js';
import type { EventReader } from '#store/event-store.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';
import { silenceOfShared } from './following.js';

export type WorkSubscriptionOptions = {
  readonly homes: { readonly events: Pick<EventReader, 'subscribe'>; readonly shared: boolean };
  readonly odometer: Odometer;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'lagOf'>;
  /** Of the consumer, in metrics and in the log. */
  readonly name: string;
  /** Position to read on from; the beginning if left out. */
  readonly after: string | undefined;
  readonly consumer: Consumer;
  readonly outside?: Outside;
};

/** A subscription of its own to all ledgers, for something that works behind them and goes on where it was. */
export function workSubscription({
  homes,
  odometer,
  log,
  metrics,
  name,
  after,
  consumer,
  outside = real,
}: WorkSubscriptionOptions): Subscription {
  return new Subscription({
    reader: homes.events,
    prefix: ledgerPrefix,
    after,
    // What was taken in is counted.
    consumers: [consumer, metrics.lagOf(name, odometer, after)],
    outside,
    ...(homes.shared && { silence: silenceOfShared }),
    hooks: {
      dropped: (err) =>
        log.warn({ err, consumer: name }, 'the subscription ended, beginning again where it was'),
    },
  });
}
