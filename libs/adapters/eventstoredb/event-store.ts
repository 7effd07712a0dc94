import type { NewEvent, StoredEvent } from '#events/envelope.js';
import {
  type EventStore,
  type ExpectedRevision,
  type PlacedEvent,
  type ReadOptions,
  RevisionConflict,
  StoreUnavailable,
} from '#store/event-store.js';
import { eventTexts } from '#store/event-text.js';
import { jsonEvent, type JSONEventType, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { appendTo } from './calls.js';
import type { Connection } from './connection.js';
import { appendFailure } from './failure.js';
import { readLast, readPage, storedEvent } from './reading.js';
import { subscribeTo } from './subscribing.js';

/** Events of a page. */
const pageEvents = 256;

/** Streams in EventStoreDB or KurrentDB. */
export class EventStoreDbEventStore implements EventStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<number> {
    this.#connection.refuseClosed();
    const texts = eventTexts(stream, events);
    const ids = texts.map(({ id }) => id);
    if (new Set(ids).size < ids.length) {
      throw new StoreUnavailable('the events of an append have ids of their own; draw new ids');
    }
    // The client writes JSON anew, so it is given what the canonical text says, with keys in that order.
    const written = texts.map(({ id, type, data, metadata }) =>
      jsonEvent<JSONEventType>({ id, type, data: JSON.parse(data), metadata: JSON.parse(metadata) }),
    );
    const first = expected === 'none' ? 0 : expected + 1;
    // Before the first event there is only nothing.
    if (first < 1 && expected !== 'none') throw await this.#conflict(stream, expected);
    try {
      await appendTo(this.#connection, stream, written, expected === 'none' ? NO_STREAM : BigInt(expected));
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw appendFailure(error);
      if (!(await this.#holds(stream, first, ids))) throw await this.#conflict(stream, expected);
    }
    return first + events.length - 1;
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    const { direction = 'forwards', to, limit = Infinity } = options;
    const forwards = direction === 'forwards';
    let { from } = options;
    let left = limit;
    for (;;) {
      const most = Math.min(pageEvents, left, span(from, to, forwards));
      if (most < 1) return;
      const page = await readPage(this.#connection, stream, { direction, from, limit: most });
      const events = page
        .map((event) => storedEvent(this.#connection, event))
        .filter(({ revision }) => to === undefined || (forwards ? revision <= to : revision >= to));
      if (events.length > 0) yield events;
      if (page.length < most || events.length < page.length) return;
      left -= events.length;
      const { revision } = events.at(-1)!;
      if (!forwards && revision === 0) return;
      from = forwards ? revision + 1 : revision - 1;
    }
  }

  async head(stream: string): Promise<number | undefined> {
    const last = await readLast(this.#connection, stream);
    return last === undefined ? undefined : Number(last.revision);
  }

  subscribe(options: Parameters<EventStore['subscribe']>[0]): AsyncIterable<PlacedEvent> {
    return subscribeTo(this.#connection, options);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Whether these very events stand there. */
  async #holds(stream: string, first: number, ids: readonly string[]): Promise<boolean> {
    let next = 0;
    for await (const page of this.read(stream, { from: first, limit: ids.length })) {
      for (const { id } of page) if (id !== ids[next++]) return false;
    }
    return next === ids.length;
  }

  async #conflict(stream: string, expected: ExpectedRevision): Promise<RevisionConflict> {
    return new RevisionConflict(stream, expected, await this.head(stream));
  }
}

/** How many revisions lie between two, both of them counted. */
function span(from: number | undefined, to: number | undefined, forwards: boolean): number {
  if (to === undefined) return Infinity;
  if (forwards) return to - (from ?? 0) + 1;
  return from === undefined ? Infinity : from - to + 1;
}
