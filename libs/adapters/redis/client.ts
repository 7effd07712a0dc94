import { ReadModelDamaged, ReadModelUnavailable } from '#projections/read-model/read-model.js';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { apply, compact, find, serve, shared } from './scripts.js';

/** Told about what an operator may want to know; none may throw. */
export type RedisHooks = {
  trouble?(error: unknown): void;
};

/** Milliseconds. */
const [commandTimeout, connectTimeout, longestPause] = [2_000, 5_000, 1_000];

const clusterScheme = /^(rediss?)\+cluster:\/\//;

type Arguments = readonly (string | number | Uint8Array)[];

/** One server, or a cluster: its URL begins with `redis+cluster://` and names some nodes with commas between them. */
export class Client {
  readonly #redis: Redis | Cluster;

  constructor(url: string, { trouble }: RedisHooks = {}) {
    this.#redis = clusterScheme.test(url) ? clusterOf(url) : new Redis(url, options);
    this.#redis.on('error', (error: unknown) => trouble?.(error));
    for (const [name, script] of Object.entries(scripts)) this.#redis.defineCommand(prefix + name, script);
  }

  /** Resolves as soon as it is connected. @throws ReadModelUnavailable when it is not after so many milliseconds */
  async connected(milliseconds: number): Promise<void> {
    if (this.#redis.status === 'ready') return;
    const ready = Promise.withResolvers<boolean>();
    this.#redis.once('ready', () => ready.resolve(true));
    const late = pause(milliseconds, false, { ref: false });
    if (await Promise.race([ready.promise, late])) return;
    throw new ReadModelUnavailable('Redis does not answer: look at the address and at the server');
  }

  /** @throws ReadModelUnavailable, ReadModelDamaged */
  async call<Answer>(work: (redis: Redis | Cluster) => Promise<Answer>): Promise<Answer> {
    try {
      return await work(this.#redis);
    } catch (error) {
      throw translated(error);
    }
  }

  /** Runs a script by its name. @throws ReadModelUnavailable, ReadModelDamaged */
  run(name: keyof typeof scripts, keys: readonly string[], args: Arguments): Promise<string[] | null> {
    return this.call((redis) => command(redis, prefix + name)(...keys, ...args)) as Promise<string[] | null>;
  }

  /** The same, with an answer in bytes. */
  runBuffer(name: keyof typeof scripts, keys: readonly string[], args: Arguments): Promise<Buffer[] | null> {
    return this.call((redis) => command(redis, `${prefix}${name}Buffer`)(...keys, ...args)) as Promise<
      Buffer[] | null
    >;
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }
}

// With the number of keys told beforehand: else the client takes that number for the first key when it looks for the
// node of a cluster that a pipeline goes to.
const scripts = {
  apply: { lua: apply, numberOfKeys: 6 },
  find: { lua: find, numberOfKeys: 5 },
  shared: { lua: shared, numberOfKeys: 3 },
  compact: { lua: compact, numberOfKeys: 3 },
  serve: { lua: serve, numberOfKeys: 8 },
};
/** Of what the scripts are called among the commands of the client. */
const prefix = 'grantline_';

const options = {
  commandTimeout,
  connectTimeout,
  // What cannot be answered now is answered with "not now": nothing waits for a server that is away.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  enableAutoPipelining: true,
  retryStrategy: pauseBefore,
  // A server that has become a replica of another one: connect to whatever has the address now.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions;

/** Milliseconds: doubling, and with chance in it, so that many processes do not come back together. */
function pauseBefore(times: number): number {
  return Math.min(longestPause, 50 * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2);
}

function clusterOf(url: string): Cluster {
  const tls = url.startsWith('rediss');
  const startup = url
    .replace(clusterScheme, '')
    .split(',')
    .map((node) => new URL(`redis://${node}`));
  const { username, password } = startup[0]!;
  return new Cluster(
    startup.map(({ hostname: host, port }) => ({ host, port: Number(port || 6379) })),
    {
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      slotsRefreshTimeout: commandTimeout,
      redisOptions: {
        commandTimeout,
        connectTimeout,
        ...(username !== '' && { username: decodeURIComponent(username) }),
        ...(password !== '' && { password: decodeURIComponent(password) }),
        ...(tls && { tls: {} }),
      },
      clusterRetryStrategy: pauseBefore,
    },
  );
}

type Command = (...args: Arguments) => Promise<unknown>;

/** A command that was defined above: the client's types do not know of it. */
function command(redis: Redis | Cluster, name: string): Command {
  const { [name]: defined } = redis as unknown as Record<string, Command>;
  return defined!.bind(redis);
}

function translated(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/^(ERR )?(DAMAGED|WRONGTYPE)/.test(message)) {
    return new ReadModelDamaged(`the read model is damaged: ${message}`, { cause: error });
  }
  return new ReadModelUnavailable(`Redis does not answer: ${message}`, { cause: error });
}
