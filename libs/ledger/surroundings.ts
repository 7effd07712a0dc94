import type { ModelReference } from '#events/organization.js';
import type { EventStore } from '#store/event-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { randomUUID } from 'node:crypto';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import type { Vault } from './vault.js';

const KiB = 1024;
const second = 1000;
const minute = 60 * second;

/** Sizes in bytes, spans in milliseconds. */
export const defaultLimits = {
  /** A group commit takes no further request from here on. */
  batchBytes: 512 * KiB,
  /** Nor after so many requests. */
  batchRequests: 256,
  /** So many lapsed facts are recorded at once; more of them go before the requests, in batches of their own. */
  lapses: 100,
  /** A single request that is larger is refused. */
  requestBytes: 900 * KiB,
  /** How often a batch is decided anew because others wrote first. */
  conflicts: 12,
  /** How long an append with an unknown outcome is repeated. */
  unknownOutcome: 30 * second,
  /** How far the last event of a ledger may be ahead of the clock. */
  clockAhead: 5 * minute,
  /** How long a reader waits for a revision. */
  readerWait: 2 * second,
  /** A snapshot is saved after so many events, or after a twentieth of the ledger, whichever is more. */
  snapshotEvery: 10_000,
  /** A shorter tail is replayed rather than saved when a ledger is closed. */
  snapshotTail: 100,
  /** Refusals that are recorded one by one, for an actor and minute. */
  refusals: 60,
  /** How long an organization stays in memory that nobody asks for: between this and twice this. */
  idle: 10 * minute,
  /** How many organizations are in memory at most, unless more have work to do. */
  loaded: 1_000,
  /** When it is tried again to record lapses or destroy keys, where that did not work. */
  retry: minute,
  /** How long a ledger that could not be read is not tried again. */
  staleRetry: 30 * second,
};

export type Limits = typeof defaultLimits;

/** Told about what an operator may want to know; none may throw. */
export type Hooks = {
  /** So many events were written in answer to so many requests; `revision` is that of the last one. */
  committed?(organization: string, requests: number, events: number, revision: number): void;
  conflict?(organization: string, tries: number): void;
  outcomeUnknown?(organization: string, error: unknown): void;
  /** The ledger cannot be read or written any more; it answers 503 until it can be loaded. */
  failed?(organization: string, error: unknown): void;
  loaded?(organization: string, revision: number, fromSnapshot: number | undefined): void;
  dropped?(organization: string): void;
  snapshotSaved?(organization: string, revision: number, bytes: number): void;
  /** Something that is made good later did not work: a snapshot, recording what lapsed, destroying a key. */
  trouble?(organization: string, what: string, error: unknown): void;
};

/** Chance and timers; tests put their own in place. */
export type Outside = {
  /** A random UUID. */
  newId(): string;
  /** A number from 0 to 1, for jitter. */
  chance(): number;
  pause(milliseconds: number): Promise<void>;
  /** Rings once, unless it is stopped before. */
  alarm(milliseconds: number, ring: () => void): () => void;
};

/** Everything that ledgers need from outside. */
export type Surroundings = Outside & {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly snapshots: SnapshotStore;
  readonly limits: Limits;
  readonly hooks: Hooks;
  /** UTC milliseconds. */
  clock(): number;
  /** A published model, the newest version when none is named. */
  models(name: string, version?: number): ModelReference | undefined;
};

/** None of these keeps the process alive. */
export const outside: Outside = {
  newId: () => randomUUID(),
  chance: () => Math.random(),
  pause: (milliseconds) => setTimeoutPromise(milliseconds, undefined, { ref: false }),
  alarm: (milliseconds, ring) => {
    const timer = setTimeout(ring, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
