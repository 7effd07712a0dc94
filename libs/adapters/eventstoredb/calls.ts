import { StoreUnavailable } from '#store/event-store.js';
import {
  ANY,
  type AppendExpectedRevision,
  type EventData,
  NotLeaderError,
  StreamDeletedError,
} from '@eventstore/db-client';
import type { Connection } from './connection.js';

/** How often a call is sent to the node that leads now. */
const leadersMost = 3;

/**
 * Asks the node that leads: another one may answer from before. The client goes there once one has said which it is;
 * a node says so only where `requiresLeader` is set.
 */
export async function toLeader<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof NotLeaderError) || tries === leadersMost) throw error;
    }
  }
}

/** Appends to a stream that is not one of the ledgers'; answers the revision of the last event. */
export async function appendTo(
  { client, patience, nameOf }: Connection,
  stream: string,
  events: EventData[],
  expectedRevision: AppendExpectedRevision = ANY,
): Promise<bigint> {
  const { nextExpectedRevision } = await toLeader(() =>
    client.appendToStream(nameOf(stream), events, {
      expectedRevision,
      requiresLeader: true,
      deadline: patience,
    }),
  );
  return nextExpectedRevision;
}

/** Of a stream: how many of its events are kept, or from which on. */
export async function keepOf(
  { client, patience, nameOf }: Connection,
  stream: string,
  kept: { readonly maxCount?: number; readonly truncateBefore?: number },
): Promise<void> {
  await toLeader(() =>
    client.setStreamMetadata(nameOf(stream), kept, { requiresLeader: true, deadline: patience }),
  );
}

/** The stream ends for ever: its events are not read any more, and go with the next scavenge. */
export async function tombstone({ client, patience, nameOf }: Connection, stream: string): Promise<void> {
  try {
    await toLeader(() =>
      client.tombstoneStream(nameOf(stream), { requiresLeader: true, deadline: patience }),
    );
  } catch (error) {
    if (!(error instanceof StreamDeletedError)) throw error;
  }
}

/** Does it for each item, for some of them at once. */
export async function forEach<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/** What is unexpected of a stream that only this service writes. */
export function foreign(stream: string): StoreUnavailable {
  return new StoreUnavailable(`\`${stream}\` holds what is none of Grantline's, look at who writes there`);
}
