import { openEventStoreDbHome } from '#adapters/eventstoredb/home.js';
import { RedisReadModel } from '#adapters/redis/read-model.js';
import { openReadOnly } from '#adapters/sqlite/read-only.js';
import type { Projection } from '#projections/read-model/take-in.js';
import { ReadModelUnavailable } from '#projections/read-model/read-model.js';
import type { EventReader } from '#store/event-store.js';
import { StoreUnavailable } from '#store/event-store.js';
import { setTimeout as pause } from 'node:timers/promises';
import { findMasterKey, masterKey } from '../../sources/folder/master-key.js';
import { readOnlyLedgers } from '../../sources/folder/read-only.js';
import type { Progress } from '../../terminal/progress.js';
import { UsageError } from '../../usage-error.js';

export type Where = {
  readonly from: string;
  readonly redis: string;
  readonly epoch: string;
  readonly masterKeyFile?: string;
};

export type Homes = Projection & {
  readonly events: EventReader;
  close(): Promise<void>;
};

/**
 * Opens ledgers to read, and the read models of them.
 *
 * @throws UsageError without a master key
 * @throws StoreUnavailable where one of both cannot be reached
 */
export async function openHomes(
  { from, redis, epoch, ...options }: Where,
  environment: Readonly<Record<string, string | undefined>>,
  progress: Progress,
): Promise<Homes> {
  const isUrl = /^(esdb|kurrentdb)(\+discover)?:\/\//.test(from);
  const found = isUrl ? findMasterKey({ ...options, data: '' }, environment) : undefined;
  if (isUrl && found === undefined) {
    throw new UsageError(
      'the master key is missing, name its file with --master-key-file or set GRANTLINE_MASTER_KEY',
    );
  }
  const { secret } = found ?? masterKey({ ...options, data: from }, environment);
  const home = isUrl ? openEventStoreDbHome(from) : openReadOnly(from);
  const model = new RedisReadModel(redis, epoch);
  const close = async (): Promise<void> => {
    await model.close();
    await home.close();
  };
  try {
    await answering(model);
    const ledgers = await readOnlyLedgers(home, secret, progress);
    const { events } = home;
    return {
      ...{ model, sources: ledgers, reader: events, events },
      close: async () => {
        await ledgers.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until Redis answers. @throws StoreUnavailable where it does not */
async function answering(model: RedisReadModel): Promise<void> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    try {
      await model.head('nobody');
      return;
    } catch (error) {
      if (!(error instanceof ReadModelUnavailable)) throw error;
      if (performance.now() > deadline) {
        throw new StoreUnavailable('Redis does not answer, look at the address and at the server', {
          cause: error,
        });
      }
      await pause(50);
    }
  }
}
