import type { Snapshot, SnapshotStore } from '#store/snapshot-store.js';
import {
  binaryEvent,
  type EventData,
  jsonEvent,
  NO_STREAM,
  type RecordedEvent,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { appendTo, keepOf, toLeader } from './calls.js';
import type { Connection } from './connection.js';
import { appendFailure, isGone } from './failure.js';
import { readLast, readPage } from './reading.js';

/** Of one event: servers take a mebibyte for an append, envelope and all, unless they are told otherwise. */
const pieceBytes = 512 * 1024;

/** What stands behind the pieces of a snapshot; without it they are those of one that was never finished. */
type Saved = {
  readonly stamp: string;
  readonly revision: number;
  /** Lengths in bytes. */
  readonly chunks: readonly number[];
  /** How many events before this one hold them. */
  readonly pieces: number;
};

/**
 * Snapshots, a stream for each organization: pieces, then an event that they are whole. Whoever writes at the same time
 * breaks off: a snapshot is a cache.
 */
export class EventStoreDbSnapshotStore implements SnapshotStore {
  readonly #connection: Connection;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  save(organization: string, snapshot: Snapshot): Promise<void> {
    const bytes = Buffer.concat(snapshot.chunks);
    const lengths = snapshot.chunks.map(({ length }) => length);
    return this.#inTurn(organization, () => this.#save(organization, snapshot, lengths, bytes));
  }

  async load(organization: string, stamp: string): Promise<Snapshot | undefined> {
    const stream = streamOf(organization);
    const last = await readLast(this.#connection, stream);
    const saved = last === undefined ? undefined : savedIn(last);
    if (last === undefined || saved === undefined || saved.stamp !== stamp) return undefined;
    const bytes = await this.#bytes(stream, Number(last.revision) - saved.pieces, saved.pieces);
    const length = saved.chunks.reduce((sum, chunk) => sum + chunk, 0);
    if (bytes.length !== length) return undefined;
    let at = 0;
    const chunks = saved.chunks.map((size) => bytes.subarray(at, (at += size)));
    return { stamp, revision: saved.revision, chunks };
  }

  /** Nothing can be read of it from then on; the bytes go with the next scavenge. */
  drop(organization: string): Promise<void> {
    return this.#inTurn(organization, async () => {
      const { client, patience } = this.#connection;
      const stream = streamOf(organization);
      if ((await readLast(this.#connection, stream)) === undefined) return;
      try {
        // Whoever is still saving is behind this event, and breaks off.
        await appendTo(this.#connection, stream, [jsonEvent({ type: 'SnapshotsDropped', data: {} })]);
        await toLeader(() =>
          client.deleteStream(this.#connection.nameOf(stream), {
            requiresLeader: true,
            deadline: patience,
          }),
        );
      } catch (error) {
        if (!isGone(error)) throw appendFailure(error);
      }
    });
  }

  async #save(
    organization: string,
    { stamp, revision }: Snapshot,
    chunks: readonly number[],
    bytes: Buffer,
  ): Promise<void> {
    const stream = streamOf(organization);
    const pieces: EventData[] = [];
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      pieces.push(binaryEvent({ type: 'SnapshotPiece', data: bytes.subarray(at, at + pieceBytes) }));
    }
    const saved = { stamp, revision, chunks: [...chunks], pieces: pieces.length };
    try {
      let reached = (await readLast(this.#connection, stream))?.revision;
      for (const event of [...pieces, jsonEvent({ type: 'SnapshotSaved', data: saved })]) {
        reached = await appendTo(this.#connection, stream, [event], reached ?? NO_STREAM);
      }
      await keepOf(this.#connection, stream, { truncateBefore: Number(reached) - pieces.length });
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw appendFailure(error);
    }
  }

  async #bytes(stream: string, from: number, count: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for (let next = 0; next < count;) {
      const page = await readPage(this.#connection, stream, {
        direction: 'forwards',
        from: from + next,
        limit: Math.min(count - next, 16),
      });
      if (page.length === 0) break;
      for (const { data } of page) if (data instanceof Uint8Array) pieces.push(data);
      next += page.length;
    }
    return Buffer.concat(pieces);
  }

  /** Of one organization, this process saves and drops one after another. */
  #inTurn(organization: string, work: () => Promise<void>): Promise<void> {
    const before = this.#turns.get(organization) ?? Promise.resolve();
    const turn = before.then(work).finally(() => {
      if (this.#turns.get(organization) === settled) this.#turns.delete(organization);
    });
    const settled = turn.catch(() => undefined);
    this.#turns.set(organization, settled);
    return turn;
  }
}

function streamOf(organization: string): string {
  return `snapshots-${organization}`;
}

function savedIn({ type, data }: RecordedEvent): Saved | undefined {
  // Only `#save` writes events of this type.
  return type === 'SnapshotSaved' ? (data as Saved) : undefined;
}
