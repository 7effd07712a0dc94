import { StoreUnavailable } from '#store/event-store.js';
import { EventStoreDBClient } from '@eventstore/db-client';

export type ConnectionOptions = {
  /** Milliseconds after which a call is given up that nobody answers; 10,000 if left out. */
  readonly patience?: number;
  /** What the names of all streams begin with, for several services on one cluster; nothing if left out. */
  readonly namespace?: string;
};

const defaultPatience = 10_000;

/** The one connection of a home, with the names of its streams. */
export class Connection {
  readonly client: EventStoreDBClient;
  readonly patience: number;
  readonly #namespace: string;
  readonly #closing = new AbortController();

  /** @throws StoreUnavailable when the connection string is none */
  constructor(url: string, { patience = defaultPatience, namespace = '' }: ConnectionOptions = {}) {
    this.client = clientOf(url);
    this.patience = patience;
    this.#namespace = namespace;
  }

  /** Aborts when the home is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** @throws StoreUnavailable once the home is closed */
  refuseClosed(): void {
    if (this.closing.aborted) throw new StoreUnavailable('the event store is closed');
  }

  /** What a stream is called there. */
  readonly nameOf = (stream: string): string => this.#namespace + stream;

  /** What a stream that is called so there is called here. */
  streamOf(name: string): string {
    return name.slice(this.#namespace.length);
  }

  async close(): Promise<void> {
    if (this.closing.aborted) return;
    this.#closing.abort();
    await this.client.dispose();
    await closeChannel(this.client);
  }
}

function clientOf(url: string): EventStoreDBClient {
  let client: EventStoreDBClient;
  try {
    client = EventStoreDBClient.connectionString(url.replace(/^kurrentdb/, 'esdb'));
  } catch (cause) {
    throw new StoreUnavailable('the connection string of EventStoreDB cannot be read, look at its options', {
      cause,
    });
  }
  // Batches of appends know no deadline, and one that nobody answers waits for ever: each append is a call of its own.
  return Object.assign(client, { supports: async () => false });
}

/** The client leaves its channel open, and an open channel keeps the process alive. */
async function closeChannel(client: object): Promise<void> {
  // The client has no method for it: the channel is there once something was asked.
  const { getChannel } = client as { getChannel(): Promise<{ close(): void }> };
  const channel = await getChannel().catch(() => undefined);
  channel?.close();
}
