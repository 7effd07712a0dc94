import type { ModelReference } from '#events/organization.js';
import { DomainError } from '#model/errors.js';
import type { EventStore } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { unavailable } from './errors.js';
import { Ledger } from './ledger.js';
import { replayTail } from './replay.js';
import { LedgerState } from './state.js';
import type { Receipt, Submission } from './submission.js';
import { defaultLimits, type Hooks, type Limits, type Surroundings } from './surroundings.js';
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
  readonly limits?: Partial<Limits>;
  readonly hooks?: Hooks;
  /** Random UUIDs; for tests. */
  readonly newId?: () => string;
  readonly chance?: () => number;
  readonly pause?: (milliseconds: number) => Promise<void>;
};

/** The ledgers of all organizations; those that are in use are in memory. */
export class Ledgers {
  readonly vault: Vault;
  readonly #surroundings: Surroundings;
  readonly #loaded = new Map<string, Ledger>();
  readonly #loading = new Map<string, Promise<Ledger>>();

  constructor(options: LedgersOptions) {
    this.vault = new Vault(options.keys, options.masterKey);
    this.#surroundings = {
      ...options,
      vault: this.vault,
      limits: { ...defaultLimits, ...options.limits },
      hooks: options.hooks ?? {},
      newId: options.newId ?? randomUUID,
      chance: options.chance ?? Math.random,
      pause: options.pause ?? ((milliseconds) => setTimeout(milliseconds, undefined, { ref: false })),
    };
  }

  /**
   * Makes sure that the master key is the right one. Without it, the first ledger that is opened does so.
   *
   * @throws StoreUnavailable with a sentence when it is not
   */
  start(): Promise<void> {
    return this.vault.verify();
  }

  /** The ledger of an organization if it is in memory. */
  peek(organization: string): Ledger | undefined {
    const ledger = this.#loaded.get(organization);
    return ledger === undefined || ledger.durable < 0 ? undefined : ledger;
  }

  /**
   * @throws DomainError UNKNOWN_ORGANIZATION, READ_MODEL_STALE when the ledger cannot be read, STORE_UNAVAILABLE
   */
  async open(organization: string): Promise<Ledger> {
    const ledger = await this.#load(organization);
    if (ledger.durable >= 0) return ledger;
    if (ledger.isIdle) this.#loaded.delete(organization);
    throw new DomainError('UNKNOWN_ORGANIZATION', `there is no organization \`${organization}\``);
  }

  async submit(submission: Submission): Promise<Receipt> {
    const ledger = await this.#load(submission.organization);
    try {
      return await ledger.submit(submission);
    } finally {
      if (ledger.durable < 0 && ledger.isIdle) this.#loaded.delete(submission.organization);
    }
  }

  async #load(organization: string): Promise<Ledger> {
    const loaded = this.#loaded.get(organization);
    if (loaded !== undefined) return loaded;
    let loading = this.#loading.get(organization);
    if (loading === undefined) {
      loading = this.#read(organization).finally(() => this.#loading.delete(organization));
      this.#loading.set(organization, loading);
    }
    return loading;
  }

  async #read(organization: string): Promise<Ledger> {
    try {
      await this.vault.verify();
      const state = new LedgerState();
      await replayTail(organization, state, this.#surroundings);
      const ledger = new Ledger(organization, state, this.#surroundings);
      this.#loaded.set(organization, ledger);
      return ledger;
    } catch (error) {
      throw unavailable(error);
    }
  }
}
