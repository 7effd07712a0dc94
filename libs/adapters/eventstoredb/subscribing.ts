import { type EventStore, type PlacedEvent, StoreUnavailable } from '#store/event-store.js';
import {
  type AllStreamRecordedEvent as Recorded,
  type AllStreamSubscription,
  type Filter,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import type { Connection } from './connection.js';
import { readFailure } from './failure.js';
import { storedEvent } from './reading.js';

type Options = Parameters<EventStore['subscribe']>[0];
type Position = { readonly commit: bigint; readonly prepare: bigint };

/** What the streams of the other ports begin with. */
const others = ['key-', 'snapshots-', 'position-'];

/** Events of all streams of the event store after a position, then live ones. */
export async function* subscribeTo(
  connection: Connection,
  options: Options,
): AsyncGenerator<PlacedEvent, void, undefined> {
  for await (const event of recordsOf(connection, options)) {
    const stream = connection.streamOf(event.streamId);
    if (others.some((prefix) => stream.startsWith(prefix))) continue;
    yield { ...storedEvent(connection, event), position: writePosition(event.position!) };
  }
}

/** The same of all streams whose names begin with `prefix`, as the server has them. */
export async function* recordsOf(
  connection: Connection,
  { after, prefix = '', signal, caughtUp }: Options,
): AsyncGenerator<Recorded, void, undefined> {
  const over = AbortSignal.any([signal, connection.closing]);
  const fromPosition = after === undefined ? START : parsePosition(after);
  if (over.aborted) return;
  const subscription = connection.client.subscribeToAll({
    fromPosition,
    requiresLeader: true,
    filter: filterOf(connection, prefix),
  });
  const source = new Source(subscription, over);
  try {
    for (;;) {
      const event = await source.next(caughtUp);
      if (over.aborted) return;
      // What the server keeps of streams for itself stands among them.
      if (!event.type.startsWith('$')) yield event;
    }
  } catch (error) {
    if (over.aborted) return;
    throw readFailure(error);
  } finally {
    source.close();
  }
}

/** A subscription that says when there is nothing more for now, and ends when it is told to. */
class Source {
  readonly #events: AsyncIterator<{ readonly event?: Recorded }, void>;
  readonly #subscription: AllStreamSubscription;
  readonly #stop = (): void => this.close();
  #isLive = false;
  /** Told when whoever waits for an event waits for one that is not written yet. */
  #caughtUp: (() => void) | undefined;

  constructor(
    subscription: AllStreamSubscription,
    private readonly over: AbortSignal,
  ) {
    this.#subscription = subscription;
    // The subscription is a stream of both kinds of events, as far as its types say.
    this.#events = subscription[Symbol.asyncIterator]() as AsyncIterator<{ event?: Recorded }, void>;
    over.addEventListener('abort', this.#stop);
    subscription.on('caughtUp', () => {
      this.#isLive = true;
      this.#tellIfIdle();
    });
    subscription.on('fellBehind', () => (this.#isLive = false));
    // Whoever reads is told of an error; while nobody does, it must not end the process.
    subscription.on('error', () => {});
  }

  /**
   * The next event.
   *
   * @throws whatever the subscription ends with; StoreUnavailable when it ends without a word
   */
  async next(caughtUp: (() => void) | undefined): Promise<Recorded> {
    for (;;) {
      this.#caughtUp = caughtUp;
      this.#tellIfIdle();
      const { done, value } = await this.#events.next();
      this.#caughtUp = undefined;
      if (done === true) throw new StoreUnavailable('EventStoreDB ended the subscription');
      if (value.event !== undefined) return value.event;
    }
  }

  close(): void {
    this.over.removeEventListener('abort', this.#stop);
    void this.#subscription.unsubscribe().catch(() => undefined);
    this.#subscription.destroy();
  }

  /** What has arrived is handed out before. */
  #tellIfIdle(): void {
    if (!this.#isLive) return;
    setImmediate(() => {
      if (this.#isLive && this.#subscription.readableLength === 0) this.#caughtUp?.();
    });
  }
}

function filterOf(connection: Connection, prefix: string): Filter {
  const begins = connection.nameOf(prefix);
  // Without a prefix: all but what the server writes for itself, and what belongs to the other ports.
  return begins === ''
    ? streamNameFilter({ regex: `^(?!\\$|${others.join('|')})` })
    : streamNameFilter({ prefixes: [begins] });
}

/** @throws StoreUnavailable when it is no position of EventStoreDB */
function parsePosition(text: string): Position {
  const [, commit, prepare] = /^(\d{1,20})\/(\d{1,20})$/.exec(text) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new StoreUnavailable(`position \`${text}\` is none of EventStoreDB; begin without one`);
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

function writePosition({ commit, prepare }: Position): string {
  return `${commit}/${prepare}`;
}
