import type { ModelReference } from '#events/organization.js';
import { DomainError } from '#model/errors.js';
import type { EventStore } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { unavailable } from './errors.js';
import { Ledger } from './ledger.js';
import { load } from './load.js';
import { LoadedLedgers } from './loaded-ledgers.js';
import type { Receipt, Submission } from './submission.js';
import {
  defaultLimits,
  type Hooks,
  type Limits,
  outside,
  type Outside,
  type Surroundings,
} from './surroundings.js';
import { Vault } from './vault.js';

export type LedgersOptions = {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly snapshots: SnapshotStore;
  /** 32 bytes that wrap every key. */
  readonly masterKey: Uint8Array;
  /** UTC milliseconds. */
  readonly clock: () => number;
  /** A published model; the newest version when none is named. */
  readonly models: (name: string, version?: number) => ModelReference | undefined;
  /**
   * Where other processes write to the same store: whether everything that they write is told by `grew` at the moment.
   * While it is not, every question is answered from what the store says then. Left out: nobody else writes.
   */
  readonly isFollowing?: () => boolean;
  readonly limits?: Partial<Limits>;
  readonly hooks?: Hooks;
  /** What tests put in the place of chance and timers. */
  readonly outside?: Partial<Outside>;
};

/** The ledgers of all organizations. Those that are in use are in memory. */
export class Ledgers {
  readonly vault: Vault;
  readonly #surroundings: Surroundings;
  readonly #loaded: LoadedLedgers;
  readonly #loading = new Map<string, Promise<Ledger>>();
  /** Ledgers that could not be read, and until when they are not tried again. */
  readonly #unreadable = new Map<string, { readonly error: unknown; readonly until: number }>();
  /** Requests that are not answered, and ledgers that left and have something to finish. */
  readonly #unfinished = new Set<Promise<unknown>>();
  readonly #isFollowing: (() => boolean) | undefined;
  #closing = false;
  #stopAlarm: (() => void) | undefined;

  constructor({ keys, masterKey, limits, hooks = {}, isFollowing, ...options }: LedgersOptions) {
    this.vault = new Vault(keys, masterKey);
    this.#surroundings = {
      ...outside,
      ...options.outside,
      ...options,
      vault: this.vault,
      limits: { ...defaultLimits, ...limits },
      hooks,
    };
    this.#isFollowing = isFollowing;
    this.#loaded = new LoadedLedgers(this.#surroundings.limits.loaded, (ledger) => this.#leave(ledger));
    this.#sweepLater();
  }

  /**
   * Makes sure that the master key is the right one; else the first ledger that is opened does so.
   *
   * @throws StoreUnavailable with a sentence when it is not
   */
  start(): Promise<void> {
    return this.vault.verify();
  }

  /** The ledger of an organization if it is in memory, with everything that is written. */
  peek(organization: string): Ledger | undefined {
    if (!this.#isCurrent) return undefined;
    const ledger = this.#loaded.get(organization);
    return ledger === undefined || ledger.durable < 0 ? undefined : ledger;
  }

  /**
   * @throws DomainError UNKNOWN_ORGANIZATION, READ_MODEL_STALE when the ledger cannot be read, STORE_UNAVAILABLE
   */
  async open(organization: string): Promise<Ledger> {
    const ledger = await this.#load(organization);
    if (!this.#isCurrent) await ledger.catchUp();
    if (ledger.durable >= 0) return ledger;
    this.#dropIfEmpty(ledger);
    throw new DomainError('UNKNOWN_ORGANIZATION', `there is no organization \`${organization}\``);
  }

  /**
   * @throws DomainError what the request is refused with, READ_MODEL_STALE, STORE_UNAVAILABLE
   */
  submit(submission: Submission): Promise<Receipt> {
    return this.#finishing(this.#submit(submission));
  }

  /**
   * Told that a ledger has grown, by whomever: reads on where it is in memory and behind. One that cannot be read on any
   * more has said so by its hooks, and is loaded anew when somebody asks for it.
   *
   * @throws DomainError STORE_UNAVAILABLE when the store cannot be read at the moment: tell it again
   */
  async grew(organization: string, revision: number): Promise<void> {
    const ledger = this.#loaded.find(organization);
    if (ledger === undefined || ledger.durable >= revision) return;
    try {
      await ledger.catchUp();
    } catch (error) {
      if (this.#loaded.has(ledger)) throw error;
    }
  }

  /** Lets organizations leave that nobody asked for since the last time. */
  sweep(): void {
    this.#loaded.sweep();
    const now = this.#surroundings.clock();
    for (const [organization, { until }] of this.#unreadable) {
      if (until <= now) this.#unreadable.delete(organization);
    }
  }

  /** Takes nothing more, and resolves when everything that was accepted is finished. The stores stay open. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#stopAlarm?.();
    await Promise.allSettled(this.#unfinished);
    await Promise.all(this.#loaded.all().map((ledger) => ledger.close()));
    await Promise.allSettled(this.#unfinished);
  }

  get #isCurrent(): boolean {
    return this.#isFollowing === undefined || this.#isFollowing();
  }

  async #submit(submission: Submission): Promise<Receipt> {
    if (this.#closing) throw new DomainError('STORE_UNAVAILABLE', 'the service is stopping, try again');
    let ledger = await this.#load(submission.organization);
    // It may have left while this was waiting.
    while (!this.#loaded.has(ledger)) ledger = await this.#load(submission.organization);
    try {
      return await ledger.submit(submission);
    } finally {
      this.#dropIfEmpty(ledger);
    }
  }

  async #load(organization: string): Promise<Ledger> {
    const loaded = this.#loaded.get(organization);
    if (loaded !== undefined) return loaded;
    const unreadable = this.#unreadable.get(organization);
    if (unreadable !== undefined && unreadable.until > this.#surroundings.clock()) throw unreadable.error;
    const loading = this.#loading.get(organization) ?? this.#read(organization);
    this.#loading.set(organization, loading);
    return loading;
  }

  async #read(organization: string): Promise<Ledger> {
    const surroundings = this.#surroundings;
    try {
      await this.vault.verify();
      const loaded = await load(organization, surroundings);
      const ledger: Ledger = new Ledger(organization, loaded, surroundings, () => this.#forget(ledger));
      this.#loaded.add(ledger);
      // What was written since it was read may have been told before there was anyone to tell.
      if (this.#isFollowing !== undefined) await ledger.catchUp();
      return ledger;
    } catch (error) {
      if (error instanceof DomainError) {
        const until = surroundings.clock() + surroundings.limits.staleRetry;
        this.#unreadable.set(organization, { error, until });
        surroundings.hooks.failed?.(organization, error);
      }
      throw unavailable(error);
    } finally {
      this.#loading.delete(organization);
    }
  }

  /** A ledger that never began is held only while somebody is about to begin it. */
  #dropIfEmpty(ledger: Ledger): void {
    if (ledger.durable < 0 && ledger.isIdle) this.#forget(ledger);
  }

  #forget(ledger: Ledger): void {
    if (this.#loaded.remove(ledger)) this.#surroundings.hooks.dropped?.(ledger.organization);
  }

  #leave(ledger: Ledger): void {
    this.#surroundings.hooks.dropped?.(ledger.organization);
    void this.#finishing(ledger.close());
  }

  async #finishing<Result>(work: Promise<Result>): Promise<Result> {
    this.#unfinished.add(work);
    try {
      return await work;
    } finally {
      this.#unfinished.delete(work);
    }
  }

  #sweepLater(): void {
    const { alarm, limits } = this.#surroundings;
    this.#stopAlarm = alarm(limits.idle, () => {
      this.sweep();
      this.#sweepLater();
    });
  }
}
