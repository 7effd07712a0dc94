import type { ReadModel } from '#projections/read-model/read-model.js';
import type { Config } from '../config.js';
import type { Log } from '../log.js';

/** The home of read models that the configuration names; loaded only where it is used. */
export async function openReadModel(
  { redisUrl, epoch }: Pick<Config, 'redisUrl' | 'epoch'>,
  log: Log,
): Promise<ReadModel | undefined> {
  if (redisUrl === undefined) return undefined;
  const { RedisReadModel } = await import('#adapters/redis/read-model.js');
  return new RedisReadModel(redisUrl, epoch, {
    trouble: (err) => log.debug({ err }, 'Redis is connected to again'),
  });
}
