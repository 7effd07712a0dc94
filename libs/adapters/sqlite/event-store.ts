import type { NewEvent, StoredEvent } from '#events/envelope.js';
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
import { SqliteEventReader } from './event-reader.js';
import { isTaken } from './failure.js';
import type { SqliteFile } from './file.js';

/** The one writer of the file. Subscriptions of this process are woken by its appends. */
export class SqliteEventStore implements EventStore {
  readonly #file: SqliteFile;
  readonly #arrivals = new Arrivals();
  readonly #reader: SqliteEventReader;
  readonly #stream;
  readonly #newStream;
  readonly #head;
  readonly #ids;
  readonly #insert;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#reader = new SqliteEventReader(file, this.#arrivals);
    this.#stream = file.prepare('SELECT id FROM streams WHERE name = ?');
    this.#newStream = file.prepare('INSERT INTO streams (name) VALUES (?) RETURNING id');
    this.#head = file.prepare('SELECT max(revision) FROM events WHERE stream = ?');
    this.#ids = file.prepare(`SELECT id FROM events
      WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision`);
    this.#insert = file.prepare(`INSERT INTO events (stream, revision, id, type, metadata, data)
      VALUES (?, ?, ?, ?, ?, ?)`);
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<number> {
    const texts = eventTexts(stream, events);
    const last = this.#file.write(() => this.#append(stream, texts, expected));
    this.#arrivals.announce();
    return last;
  }

  read(stream: string, options?: ReadOptions): AsyncIterable<readonly StoredEvent[]> {
    return this.#reader.read(stream, options);
  }

  head(stream: string): Promise<number | undefined> {
    return this.#reader.head(stream);
  }

  subscribe(options: Parameters<EventStore['subscribe']>[0]): AsyncIterable<PlacedEvent> {
    return this.#reader.subscribe(options);
  }

  async close(): Promise<void> {
    this.#reader.close();
    this.#file.close();
  }

  #append(name: string, texts: readonly EventText[], expected: ExpectedRevision): number {
    const first = expected === 'none' ? 0 : expected + 1;
    const last = first + texts.length - 1;
    let stream = only(this.#stream.get(name));
    const head = stream === undefined ? undefined : only(this.#head.get(stream));
    if (first !== (head ?? -1) + 1) {
      if (stream !== undefined && this.#holds(stream, first, texts)) return last;
      throw new RevisionConflict(name, expected, head);
    }
    stream ??= only(this.#newStream.get(name))!;
    for (const [index, { id, type, metadata, data }] of texts.entries()) {
      try {
        this.#insert.run(stream, first + index, id, type, metadata, data);
      } catch (error) {
        if (!isTaken(error)) throw error;
        throw new StoreUnavailable(`event id \`${id}\` is taken; draw new ids`, { cause: error });
      }
    }
    return last;
  }

  #holds(stream: number, first: number, texts: readonly EventText[]): boolean {
    const rows = this.#ids.all(stream, first, first + texts.length - 1);
    const ids = rows.flatMap((row) => Object.values(row));
    return texts.every(({ id }, index) => ids[index] === id);
  }
}

/** The one number of a row, `undefined` without a row or a number. */
function only(row: object | undefined): number | undefined {
  const [value]: unknown[] = Object.values(row ?? {});
  return typeof value === 'number' ? value : undefined;
}
