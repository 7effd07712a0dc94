import { openEventStoreDbHome } from '#adapters/eventstoredb/home.js';
import { RedisReadModel } from '#adapters/redis/read-model.js';
import { openReadOnly } from '#adapters/sqlite/read-only.js';
import type { Projection } from '#projections/read-model/take-in.js';
import type { EventReader } from '#store/event-store.js';
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
 * @throws StoreUnavailable, ReadModelUnavailable where one of both cannot be reached
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
    await model.connected();
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
