import type { Metadata, StoredEvent } from '#events/envelope.js';
import type { Arrivals } from '#store/arrivals.js';
import {
  type EventReader,
  type PlacedEvent,
  type ReadOptions,
  StoreCorrupt,
  StoreUnavailable,
} from '#store/event-store.js';
import { follow, type Stretch } from '#store/follow.js';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { damagedSentence } from './failure.js';
import type { SqliteFile } from './file.js';

const rowsOnAPage = 1_000;
/** A page ends early when its metadata and data reach this length. */
const charactersOnAPage = 4 * 1024 * 1024;

/** Columns of both statements, in their order. */
type Row = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  metadata: string,
  data: string,
];

const columns = 'position, name, revision, events.id, type, metadata, data';

/** Reads events out of the file, beside whoever writes it. */
export class SqliteEventReader implements EventReader {
  readonly #file: SqliteFile;
  readonly #arrivals: Pick<Arrivals, 'count' | 'after'>;
  readonly #closing = new AbortController();
  readonly #forwards;
  readonly #backwards;
  readonly #after;
  readonly #head;
  readonly #end;

  constructor(file: SqliteFile, arrivals: Pick<Arrivals, 'count' | 'after'>) {
    this.#file = file;
    this.#arrivals = arrivals;
    const ofStream = `SELECT ${columns} FROM streams CROSS JOIN events ON events.stream = streams.id
      WHERE name = ? AND revision BETWEEN ? AND ? ORDER BY revision`;
    this.#forwards = file.prepare(`${ofStream} LIMIT ?`);
    this.#backwards = file.prepare(`${ofStream} DESC LIMIT ?`);
    this.#after = file.prepare(`SELECT ${columns} FROM events CROSS JOIN streams ON streams.id = events.stream
      WHERE position > ? ORDER BY position LIMIT ?`);
    this.#head = file.prepare(`SELECT max(revision) FROM events
      WHERE stream = (SELECT id FROM streams WHERE name = ?)`);
    this.#end = file.prepare('SELECT max(position) FROM events');
  }

  async *read(
    stream: string,
    { from, to, limit = Number.POSITIVE_INFINITY, direction = 'forwards' }: ReadOptions = {},
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    const forwards = direction === 'forwards';
    let next = from ?? (forwards ? 0 : Number.MAX_SAFE_INTEGER);
    let left = limit;
    while (left > 0) {
      const most = Math.min(left, rowsOnAPage);
      const { rows, more } = forwards
        ? this.#rows(this.#forwards, most, stream, next, to ?? Number.MAX_SAFE_INTEGER, most)
        : this.#rows(this.#backwards, most, stream, to ?? 0, next, most);
      const events = rows.map((row) => this.#event(row));
      const last = events.at(-1);
      if (last === undefined) return;
      yield events;
      if (!more) return;
      left -= events.length;
      next = last.revision + (forwards ? 1 : -1);
      await setImmediate();
    }
  }

  async head(stream: string): Promise<number | undefined> {
    return this.#number(this.#head, stream);
  }

  async *subscribe(
    options: Parameters<EventReader['subscribe']>[0],
  ): AsyncGenerator<PlacedEvent, void, undefined> {
    const { after = '0', prefix = '', caughtUp } = options;
    const start = Number(after);
    if (!/^\d+$/.test(after) || start > (this.#number(this.#end) ?? 0)) {
      throw new StoreUnavailable(`position \`${after}\` is not of this store; read it from the beginning`);
    }
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    yield* follow((position) => this.#stretchAfter(position, prefix), this.#arrivals, {
      after: start,
      signal,
      caughtUp,
    });
  }

  /** Ends the subscriptions; the file stays open. */
  close(): void {
    this.#closing.abort();
  }

  #stretchAfter(position: number, prefix: string): Stretch {
    const { rows, more } = this.#rows(this.#after, rowsOnAPage, position, rowsOnAPage);
    const events = rows
      .filter(([, stream]) => stream.startsWith(prefix))
      .map((row) => ({ ...this.#event(row), position: String(row[0]) }));
    return { events, reached: rows.at(-1)?.[0] ?? position, more };
  }

  /** At most `most` rows, fewer when they are large; `more` when reading ended before the statement did. */
  #rows(
    statement: StatementSync,
    most: number,
    ...parameters: SQLInputValue[]
  ): { rows: Row[]; more: boolean } {
    return this.#file.read(() => {
      const rows: Row[] = [];
      let characters = 0;
      const found: Iterable<unknown> = statement.iterate(...parameters);
      for (const columns of found) {
        const row = columns as Row; // the statement asks for these columns, as an array
        rows.push(row);
        characters += row[5].length + row[6].length;
        if (rows.length === most || characters >= charactersOnAPage) return { rows, more: true };
      }
      return { rows, more: false };
    });
  }

  #event([position, stream, revision, id, type, metadata, data]: Row): StoredEvent {
    try {
      return {
        stream,
        revision,
        id,
        type,
        // The text is the canonical form of exactly these types, see `eventTexts`.
        metadata: JSON.parse(metadata) as Metadata,
        data: JSON.parse(data) as StoredEvent['data'],
      };
    } catch (error) {
      const finding = `event at position ${position} is no JSON`;
      throw new StoreCorrupt(damagedSentence(this.#file.path, finding), { cause: error });
    }
  }

  #number(statement: StatementSync, ...parameters: SQLInputValue[]): number | undefined {
    const [value] = this.#file.read(() => Object.values(statement.get(...parameters) ?? {}));
    return typeof value === 'number' ? value : undefined;
  }
}
