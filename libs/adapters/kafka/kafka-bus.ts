import {
  type Message,
  type MessageBus,
  MessageRefused,
  type Topic,
} from '#projections/publishing/message-bus.js';
import kafkajs, { type Kafka, type Producer } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';

export type KafkaOptions = {
  readonly brokers: readonly string[];
  /** Partitions of topics that are made here. */
  readonly partitions?: number;
  /** Milliseconds after which a request that is not answered is sent again; ten seconds if left out. */
  readonly requestTimeout?: number;
  /** Told about what an operator may want to know. */
  readonly trouble?: (what: string, error: unknown) => void;
};

// Node sees only some of the names that this package exports.
const { CompressionTypes, KafkaJSProtocolError, logLevel, Partitioners } = kafkajs;

const second = 1000;

/** Of one message, envelope and all. */
const messageBytes = 4 * 1024 * 1024;
/** Of one request. */
const requestBytes = 900 * 1024;
const requestMessages = 500;
const [shortest, longest, farewell] = [0.1 * second, 15 * second, 2 * second];

const topics: readonly Topic[] = ['grantline.ledger', 'grantline.access'];

const settings: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  // For ever: whoever comes late can read everything. Operators may shorten it.
  'retention.ms': '-1',
  'max.message.bytes': String(messageBytes),
};

/**
 * Kafka. Messages of a request are on the broker, all replicas of it, before the next request is sent: a client that
 * sends on before it knows loses messages when an answer is lost.
 */
export class KafkaBus implements MessageBus {
  readonly #kafka: Kafka;
  readonly #producer: Producer;
  readonly #options: KafkaOptions;
  #isPrepared = false;
  /** Settles when nothing is on its way. */
  #sending: Promise<void> = Promise.resolve();

  constructor(options: KafkaOptions) {
    this.#options = options;
    this.#kafka = new kafkajs.Kafka({
      clientId: 'grantline',
      brokers: [...options.brokers],
      logLevel: logLevel.NOTHING,
      requestTimeout: options.requestTimeout ?? 10 * second,
      // What fails is repeated here, with the very same request.
      retry: { retries: 2, initialRetryTime: 100 },
    });
    this.#producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  async publish(messages: readonly Message[], signal: AbortSignal): Promise<void> {
    for (const { value, key } of messages) {
      if (Buffer.byteLength(value) > messageBytes - 64 * 1024) {
        throw new MessageRefused(`a message of \`${key}\` has more than ${messageBytes} bytes`);
      }
    }
    for (const request of requestsOf(messages)) await this.#untilSent(request, signal);
  }

  /** A broker that does not answer is not waited for; what is on its way to one that does arrives. */
  async close(): Promise<void> {
    const disconnected = this.#sending.then(() => this.#producer.disconnect());
    disconnected.catch(() => undefined);
    await Promise.race([disconnected, pause(farewell, undefined, { ref: false })]);
  }

  async #untilSent(messages: readonly Message[], signal: AbortSignal): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      try {
        // Who stops does not wait for a broker that does not answer: what is on its way is sent again the next time.
        const sent = this.#send(messages);
        this.#sending = sent.catch(() => undefined);
        await orAborted(signal, sent);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (isTooLarge(error))
          throw new MessageRefused('the broker takes no message of this size', { cause: error });
        // A topic may have gone, and is made again.
        this.#isPrepared = false;
        this.#options.trouble?.('publishing to Kafka', error);
      }
      await pause(Math.min(longest, shortest * 2 ** (tries - 1)), undefined, { signal, ref: false });
    }
  }

  async #send(messages: readonly Message[]): Promise<void> {
    await this.#prepare();
    // Of what every client can read; what an edit of a role did names many places in nearly the same words.
    const compression = CompressionTypes.GZIP;
    await this.#producer.sendBatch({ acks: -1, compression, topicMessages: byTopic(messages) });
  }

  async #prepare(): Promise<void> {
    if (this.#isPrepared) return;
    await this.#producer.connect();
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const there = new Set(await admin.listTopics());
      const missing = topics.filter((topic) => !there.has(topic));
      if (missing.length > 0) {
        await admin.createTopics({
          waitForLeaders: true,
          topics: missing.map((topic) => ({
            topic,
            numPartitions: this.#options.partitions ?? 12,
            replicationFactor: -1,
            configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
          })),
        });
      }
      await this.#check(admin);
    } finally {
      await admin.disconnect();
    }
    this.#isPrepared = true;
  }

  /**
   * A topic that is compacted forgets, and nothing of a ledger may be forgotten. One that takes no large messages would
   * stop an organization that has one to tell, so that is said beforehand.
   */
  async #check(admin: ReturnType<Kafka['admin']>): Promise<void> {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({
        type: 2,
        name,
        configNames: ['cleanup.policy', 'max.message.bytes'],
      })),
    });
    for (const { resourceName, configEntries } of resources) {
      const set = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
      const policy = set.get('cleanup.policy');
      if (policy !== 'delete') {
        throw new Error(`topic \`${resourceName}\` has cleanup.policy \`${policy}\`, it must be \`delete\``);
      }
      const bytes = Number(set.get('max.message.bytes'));
      if (bytes < messageBytes) {
        const error = new Error(
          `topic \`${resourceName}\` has max.message.bytes ${bytes}, set it to ${messageBytes}`,
        );
        this.#options.trouble?.('a message may be too large for Kafka', error);
      }
    }
  }
}

/** The same, but it fails as soon as the signal says so. */
async function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    work.catch(() => undefined);
  }
}

function* requestsOf(messages: readonly Message[]): Generator<readonly Message[]> {
  let request: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value) + 1024;
    if (request.length > 0 && (request.length === requestMessages || bytes + size > requestBytes)) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(message);
    bytes += size;
  }
  if (request.length > 0) yield request;
}

type TopicMessages = NonNullable<Parameters<Producer['sendBatch']>[0]['topicMessages']>;

function byTopic(messages: readonly Message[]): TopicMessages {
  return [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, theirs]) => ({
    topic,
    messages: theirs.map(({ key, headers, value }) => ({ key, headers: { ...headers }, value })),
  }));
}

function isTooLarge(error: unknown): boolean {
  const { cause } = error as Error;
  return [error, cause].some(
    (one) => one instanceof KafkaJSProtocolError && one.type === 'MESSAGE_TOO_LARGE',
  );
}
