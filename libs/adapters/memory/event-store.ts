import type { Metadata, NewEvent, StoredEvent } from '#events/envelope.js';
import { Arrivals } from '#store/arrivals.js';
import {
  type EventStore,
  type ExpectedRevision,
  type PlacedEvent,
  type ReadOptions,
  RevisionConflict,
  StoreUnavailable,
} from '#store/event-store.js';
import { type EventText, eventTexts } from '#store/event-text.js';
import { follow, type Stretch } from '#store/follow.js';
import { setImmediate } from 'node:timers/promises';

const eventsOnAPage = 256;

type Row = EventText & { readonly stream: string; readonly revision: number };

/** Event store in process memory, for tests and trials. What it holds ends with the process. */
export class MemoryEventStore implements EventStore {
  /** In the order of writing; the position of an event is its index + 1. */
  readonly #log: Row[] = [];
  readonly #streams = new Map<string, Row[]>();
  readonly #ids = new Set<string>();
  readonly #arrivals = new Arrivals();
  readonly #closing = new AbortController();

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<number> {
    this.#refuseWhenClosed();
    const texts = eventTexts(stream, events);
    const rows = this.#streams.get(stream) ?? [];
    const first = expected === 'none' ? 0 : expected + 1;
    if (rows.length !== first) {
      if (texts.every(({ id }, index) => rows[first + index]?.id === id)) return first + texts.length - 1;
      throw new RevisionConflict(stream, expected, lastOf(rows)?.revision);
    }
    const fresh = new Set<string>();
    for (const { id } of texts) {
      if (this.#ids.has(id) || fresh.has(id)) {
        throw new StoreUnavailable(`event id \`${id}\` is taken; draw new ids`);
      }
      fresh.add(id);
    }
    for (const text of texts) {
      const row = { ...text, stream, revision: rows.length };
      rows.push(row);
      this.#log.push(row);
      this.#ids.add(text.id);
    }
    this.#streams.set(stream, rows);
    this.#arrivals.announce();
    return rows.length - 1;
  }

  async *read(
    stream: string,
    { from, to, limit = Number.POSITIVE_INFINITY, direction = 'forwards' }: ReadOptions = {},
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    this.#refuseWhenClosed();
    const rows = this.#streams.get(stream) ?? [];
    const step = direction === 'forwards' ? 1 : -1;
    let revision = from ?? (step === 1 ? 0 : rows.length - 1);
    if (step === -1) revision = Math.min(revision, rows.length - 1);
    let left = limit;
    while (left > 0) {
      const page: StoredEvent[] = [];
      while (page.length < Math.min(left, eventsOnAPage)) {
        const row = rows[revision];
        if (row === undefined || (to !== undefined && (revision - to) * step > 0)) break;
        page.push(storedEvent(row));
        revision += step;
      }
      if (page.length === 0) return;
      yield page;
      left -= page.length;
      await setImmediate();
    }
  }

  async head(stream: string): Promise<number | undefined> {
    this.#refuseWhenClosed();
    return lastOf(this.#streams.get(stream) ?? [])?.revision;
  }

  async *subscribe(
    options: Parameters<EventStore['subscribe']>[0],
  ): AsyncGenerator<PlacedEvent, void, undefined> {
    this.#refuseWhenClosed();
    const { after = '0', prefix = '', caughtUp } = options;
    const start = Number(after);
    if (!/^\d+$/.test(after) || start > this.#log.length) {
      throw new StoreUnavailable(`position \`${after}\` is not of this store; read it from the beginning`);
    }
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    yield* follow((position) => this.#stretchAfter(position, prefix), this.#arrivals, {
      after: start,
      signal,
      caughtUp,
    });
  }

  #stretchAfter(position: number, prefix: string): Stretch {
    const rows = this.#log.slice(position, position + eventsOnAPage);
    const reached = position + rows.length;
    const events = rows.flatMap((row, index) =>
      row.stream.startsWith(prefix) ? [{ ...storedEvent(row), position: String(position + index + 1) }] : [],
    );
    return { events, reached, more: reached < this.#log.length };
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #refuseWhenClosed(): void {
    if (this.#closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
  }
}

function lastOf(rows: readonly Row[]): Row | undefined {
  return rows[rows.length - 1];
}

/** Parsed anew for every reader, so that nothing a reader does to an event reaches the store. */
function storedEvent({ id, type, stream, revision, metadata, data }: Row): StoredEvent {
  return {
    id,
    type,
    stream,
    revision,
    // The text is the canonical form of exactly these types, see `eventTexts`.
    metadata: JSON.parse(metadata) as Metadata,
    data: JSON.parse(data) as StoredEvent['data'],
  };
}
