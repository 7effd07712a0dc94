import { StoreUnavailable } from '#store/event-store.js';
import type { KeyStore, WrappedKey } from '#store/key-store.js';
import { jsonEvent, NO_STREAM, type RecordedEvent, WrongExpectedVersionError } from '@eventstore/db-client';
import { appendTo, foreign, forEach, keepOf, tombstone } from './calls.js';
import type { Connection } from './connection.js';
import { appendFailure, readFailure } from './failure.js';
import { readEnd, readLast } from './reading.js';
import { recordsOf } from './subscribing.js';

const prefix = 'key-';
/** Streams that are read or written at once. */
const atOnce = 64;
const pageKeys = 1_000;

/**
 * Wrapped keys, a small stream for each. A key that is destroyed has a tombstone: it cannot be read from then on, and its
 * bytes are gone with the next scavenge.
 */
export class EventStoreDbKeyStore implements KeyStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async put(keys: readonly WrappedKey[]): Promise<void> {
    this.#connection.refuseClosed();
    const wanted = new Map(keys.map(({ id, wrapped }) => [id, wrapped]));
    for (const { id, wrapped } of keys) if (wanted.get(id) !== wrapped) throw taken(id);
    // Nothing of the list is written where one of them cannot be; after a failure in between, the same call goes on.
    const left: string[] = [];
    await forEach([...wanted.keys()], atOnce, async (id) => {
      if (await this.#isFree(id, wanted.get(id)!)) left.push(id);
    });
    await forEach(left, atOnce, (id) => this.#write(id, wanted.get(id)!));
  }

  async get(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    this.#connection.refuseClosed();
    const found: WrappedKey[] = [];
    await forEach([...new Set(ids)], atOnce, async (id) => {
      const last = await readLast(this.#connection, prefix + id);
      if (last !== undefined) found.push({ id, wrapped: wrappedIn(last) });
    });
    return found;
  }

  async destroy(ids: readonly string[]): Promise<void> {
    this.#connection.refuseClosed();
    await forEach([...new Set(ids)], atOnce, async (id) => {
      if ((await readLast(this.#connection, prefix + id)) === undefined) return;
      try {
        await tombstone(this.#connection, prefix + id);
      } catch (error) {
        throw appendFailure(error);
      }
    });
  }

  async *all(): AsyncGenerator<readonly WrappedKey[]> {
    this.#connection.refuseClosed();
    const seen = new Set<string>();
    let page: string[] = [];
    for await (const id of this.#ids()) {
      if (seen.has(id)) continue;
      seen.add(id);
      if (page.push(id) < pageKeys) continue;
      yield* this.#page(page);
      page = [];
    }
    yield* this.#page(page);
  }

  async rewrap(keys: readonly WrappedKey[]): Promise<void> {
    this.#connection.refuseClosed();
    await forEach(keys, atOnce, async ({ id, wrapped }) => {
      const last = await readLast(this.#connection, prefix + id);
      if (last === undefined || wrappedIn(last) === wrapped) return;
      try {
        // Somebody who destroys it meanwhile wins.
        await appendTo(this.#connection, prefix + id, [eventOf(wrapped)], last.revision);
        await keepOf(this.#connection, prefix + id, { maxCount: 1 });
      } catch (error) {
        throw appendFailure(error);
      }
    });
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /**
   * Whether the id is yet to be written; not where this very key stands there.
   *
   * @throws StoreUnavailable when it is taken with other bytes, or was destroyed
   */
  async #isFree(id: string, wrapped: string): Promise<boolean> {
    const last = await readEnd(this.#connection, prefix + id);
    if (last === undefined) return true;
    if (last === 'tombstoned' || wrappedIn(last) !== wrapped) throw taken(id);
    return false;
  }

  async #write(id: string, wrapped: string): Promise<void> {
    try {
      await appendTo(this.#connection, prefix + id, [eventOf(wrapped)], NO_STREAM);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw appendFailure(error);
      // Another process was faster, or this one the time before.
      await this.#isFree(id, wrapped);
    }
  }

  async *#ids(): AsyncGenerator<string> {
    const end = new AbortController();
    const options = { prefix, signal: end.signal, caughtUp: () => end.abort() };
    for await (const { streamId } of recordsOf(this.#connection, options)) {
      yield this.#connection.streamOf(streamId).slice(prefix.length);
    }
    if (this.#connection.closing.aborted) throw readFailure(undefined);
  }

  async *#page(ids: readonly string[]): AsyncGenerator<readonly WrappedKey[]> {
    const keys = await this.get(ids);
    if (keys.length > 0) yield keys;
  }
}

function eventOf(wrapped: string): ReturnType<typeof jsonEvent> {
  return jsonEvent({ type: 'KeyWrapped', data: { wrapped } });
}

function wrappedIn({ streamId, data }: RecordedEvent): string {
  const wrapped = typeof data === 'object' && 'wrapped' in data ? data['wrapped'] : undefined;
  if (typeof wrapped !== 'string') throw foreign(streamId);
  return wrapped;
}

function taken(id: string): StoreUnavailable {
  return new StoreUnavailable(`key id \`${id}\` is taken; draw a new id`);
}
