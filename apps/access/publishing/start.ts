import type { Ledgers } from '#ledger/ledgers.js';
import type { Odometer } from '#projections/lag.js';
import type { Config } from '../config.js';
import type { Homes } from '../homes.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';
import { Publishing } from './publishing.js';

type Parts = {
  readonly homes: Homes;
  readonly ledgers: Ledgers;
  readonly odometer: Odometer;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Begins to publish, where there is somewhere to. A broker that is not there only delays it. */
export async function startPublishing({ config, log, ...parts }: Parts): Promise<Publishing | undefined> {
  const { kafkaBrokers: brokers, epoch } = config;
  if (brokers === undefined) return undefined;
  // Loaded only where it is used.
  const { KafkaBus } = await import('#adapters/kafka/kafka-bus.js');
  const bus = new KafkaBus({ brokers, trouble: (what, err) => log.warn({ what, err }, 'trying again') });
  const publishing = new Publishing({ ...parts, bus, epoch, log });
  await publishing.start();
  return publishing;
}
