import type { Metadata, StoredEvent } from '#events/envelope.js';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import {
  BACKWARDS,
  END,
  FORWARDS,
  type RecordedEvent,
  START,
  StreamDeletedError,
} from '@eventstore/db-client';
import { toLeader } from './calls.js';
import type { Connection } from './connection.js';
import { isGone, readFailure } from './failure.js';

export type PageRequest = {
  readonly direction: 'forwards' | 'backwards';
  /** The first revision; the beginning or the end if left out. */
  readonly from?: number | undefined;
  readonly limit: number;
};

/**
 * A page of a stream, empty where there is no such stream.
 *
 * @throws StoreUnavailable
 */
export async function readPage(
  connection: Connection,
  stream: string,
  request: PageRequest,
): Promise<readonly RecordedEvent[]> {
  try {
    return await toLeader(() => pageOf(connection, stream, request));
  } catch (error) {
    if (isGone(error)) return [];
    throw readFailure(error);
  }
}

/**
 * The last event of a stream; `tombstoned` where the stream has ended for ever, `undefined` where there is none.
 *
 * @throws StoreUnavailable
 */
export async function readEnd(
  connection: Connection,
  stream: string,
): Promise<RecordedEvent | 'tombstoned' | undefined> {
  try {
    const [last] = await toLeader(() => pageOf(connection, stream, { direction: 'backwards', limit: 1 }));
    return last;
  } catch (error) {
    if (error instanceof StreamDeletedError) return 'tombstoned';
    if (isGone(error)) return undefined;
    throw readFailure(error);
  }
}

/** The last event of a stream, `undefined` where there is none. */
export async function readLast(connection: Connection, stream: string): Promise<RecordedEvent | undefined> {
  const [last] = await readPage(connection, stream, { direction: 'backwards', limit: 1 });
  return last;
}

/** @throws StoreCorrupt when it is no event of ours */
export function storedEvent(connection: Connection, event: RecordedEvent): StoredEvent {
  const { id, type, streamId, revision, data, metadata } = event;
  if (!isObject(data) || !isObject(metadata)) {
    const stream = connection.streamOf(streamId);
    throw new StoreCorrupt(
      `event ${revision} of \`${stream}\` is none of Grantline's, look at who writes there`,
    );
  }
  // Nobody else writes to these streams, and readers look at the schema first.
  const stored = { metadata: metadata as Metadata, data };
  return { id, type, ...stored, stream: connection.streamOf(streamId), revision: Number(revision) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

async function pageOf(
  connection: Connection,
  stream: string,
  { direction, from, limit }: PageRequest,
): Promise<readonly RecordedEvent[]> {
  connection.refuseClosed();
  const { client, patience } = connection;
  const forwards = direction === 'forwards';
  const reading = client.readStream(connection.nameOf(stream), {
    direction: forwards ? FORWARDS : BACKWARDS,
    fromRevision: from === undefined ? (forwards ? START : END) : BigInt(from),
    maxCount: limit,
    requiresLeader: true,
  });
  // The client gives a read no deadline.
  const watch = setTimeout(() => {
    reading.destroy(new StoreUnavailable('EventStoreDB did not answer, try again'));
    void reading.cancel();
  }, patience);
  try {
    const events: RecordedEvent[] = [];
    for await (const { event } of reading) if (event !== undefined) events.push(event);
    return events;
  } finally {
    clearTimeout(watch);
  }
}
