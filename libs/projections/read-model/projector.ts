import type { StoredEvent } from '#events/envelope.js';
import type { EventReader, PlacedEvent } from '#store/event-store.js';
import type { PositionStore } from '#store/position-store.js';
import type { Consumer } from '../consumer.js';
import { byOrganization, ledgerPrefix } from '../ledger-stream.js';
import { type Progress, saveProgress } from '../progress.js';
import type { Outside } from '../subscription.js';
import { build } from './build.js';
import { isOfLedger } from './is-of-ledger.js';
import { type Head, type ReadModel, ReadModelDamaged } from './read-model.js';
import { addFacts, readShared, writeShared } from './shared-text.js';
import type { Sources } from './source.js';
import { catchUp, takeIn } from './take-in.js';

/** Told about what an operator may want to know; none may throw. */
export type ReadModelHooks = {
  /** Events were taken into copies that answer. */
  projected?(events: number): void;
  /** A copy that could not be gone on with was made anew. */
  built?(organization: string, revision: number): void;
  /** An event of the organization cannot be taken in: it waits there, the others go on. */
  stopped?(organization: string, error: unknown): void;
  healed?(organization: string): void;
  /** Something did not work and is tried again. */
  trouble?(organization: string, error: unknown): void;
};

export type ReadModelProjectorOptions = {
  readonly model: ReadModel;
  readonly sources: Sources;
  /** Whether an error of a source says that an event cannot be taken in: that is tried again less often. */
  readonly stops: (error: unknown) => boolean;
  readonly reader: Pick<EventReader, 'read' | 'head'>;
  readonly positions: PositionStore;
  /** Under which its position is kept. */
  readonly name: string;
  readonly progress: Progress;
  readonly outside: Pick<Outside, 'pause' | 'giveWay'>;
  readonly signal: AbortSignal;
  readonly hooks?: ReadModelHooks;
};

/** So many organizations are mended at once. */
const mendersMost = 4;
/** So many shared facts lie behind a dump before they become part of it. */
const factsMost = 1_000;
const wantedAtOnce = 100;
/** Milliseconds. */
const [retryAfter, retryStopped] = [1_000, 30_000];

/** A copy that this projector goes on with from memory. */
type Followed = { readonly head: Head; /** Shared facts since a dump. */ readonly facts: number };

/**
 * Keeps the copies of all organizations up with their ledgers. Of an organization it either knows where the copy stands
 * and takes step after step, or mends it in the background: looks where the copy stands and whether it is one of this very
 * ledger, makes it anew where it is not, and reads on from the ledger, so that nothing is ever skipped. Several projectors
 * do each other no harm: a step is taken only from the state that it was worked out for.
 */
export class ReadModelProjector implements Consumer {
  readonly #options: ReadModelProjectorOptions;
  readonly #followed = new Map<string, Followed>();
  /** Organizations to be mended, and the last revision of each that was told of meanwhile. */
  readonly #behind: Map<string, number>;
  /** Those of them whose turn it is, and those whose turn comes later because something was in the way. */
  readonly #queue: Set<string>;
  readonly #paused = new Set<string>();
  /** Copies that somebody found damaged: they are not gone on with. */
  readonly #damaged = new Map<string, string>();
  readonly #stopped = new Set<string>();
  readonly #menders = new Map<string, Promise<void>>();
  #position: string | undefined;
  /** What was kept last. */
  #kept: string | undefined;

  constructor(options: ReadModelProjectorOptions) {
    this.#options = options;
    this.#behind = new Map(options.progress.stopped);
    this.#queue = new Set(this.#behind.keys());
    this.#position = options.progress.position;
    this.#mend();
  }

  /** Organizations whose copies are not known to be up to date. */
  get behind(): number {
    return this.#behind.size;
  }

  /** Organizations that wait at an event that cannot be taken in. */
  get stopped(): number {
    return this.#stopped.size;
  }

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    await Promise.all(
      Array.from(byOrganization(events), ([organization, theirs]) => this.#take(organization, theirs)),
    );
    this.#position = events.at(-1)!.position;
  }

  /** Mends what others asked for in vain. @throws ReadModelUnavailable */
  async mendWanted(): Promise<void> {
    for (const { organization, damaged } of await this.#options.model.takeWanted(wantedAtOnce)) {
      if (damaged !== undefined) this.#damaged.set(organization, damaged);
      this.#mendLater(organization, -1);
    }
  }

  /** Keeps the position, if it moved. What is behind is looked at again after the next start. */
  async keep(): Promise<void> {
    const { positions, name } = this.#options;
    const kept = `${this.#position} ${[...this.#behind.keys()].join(' ')}`;
    // Without one everything is read anew.
    if (this.#position === undefined || kept === this.#kept) return;
    await saveProgress(positions, name, { position: this.#position, stopped: this.#behind });
    this.#kept = kept;
  }

  /** Resolves when nothing is being mended. */
  async idle(): Promise<void> {
    while (this.#menders.size > 0) await Promise.all(this.#menders.values());
  }

  /** Takes a step where it is known where the copy stands. Whatever is in the way is mended in the background. */
  async #take(organization: string, events: readonly PlacedEvent[]): Promise<void> {
    const { revision } = events.at(-1)!;
    const followed = this.#followed.get(organization);
    if (followed === undefined) return this.#mendLater(organization, revision);
    try {
      const taken = await this.#step(organization, followed, events);
      // Meanwhile somebody may have asked in vain.
      const isFollowed = this.#followed.get(organization) === followed;
      if (isFollowed && taken !== undefined && taken.head.revision >= revision) {
        this.#followed.set(organization, taken);
        return undefined;
      }
    } catch (error) {
      this.#options.hooks?.trouble?.(organization, error);
    }
    return this.#mendLater(organization, revision);
  }

  /** Takes in those of the events that are the next ones; `undefined` where the copy is not there any more. */
  async #step(
    organization: string,
    { head, facts }: Followed,
    events: readonly StoredEvent[],
  ): Promise<Followed | undefined> {
    const taken = await takeIn(this.#options, organization, head, events);
    if (taken === undefined) return undefined;
    this.#options.hooks?.projected?.(Math.max(0, taken.revision - head.revision));
    return this.#compacted(organization, { head: taken, facts: facts + taken.stamp - head.stamp });
  }

  async #compacted(organization: string, followed: Followed): Promise<Followed> {
    const { model } = this.#options;
    const { head } = followed;
    if (followed.facts <= factsMost) return followed;
    const part = await model.shared(organization);
    if (part?.base !== undefined && part.copy === head.copy) {
      const shared = readShared(part.base.shared);
      addFacts(shared, part.facts);
      const stamp = part.base.stamp + part.facts.length;
      await model.compact(organization, { ...head, stamp }, writeShared(shared.dump()));
    }
    return { head, facts: 0 };
  }

  #mendLater(organization: string, revision: number): void {
    this.#followed.delete(organization);
    this.#behind.set(organization, Math.max(revision, this.#behind.get(organization) ?? -1));
    if (this.#paused.has(organization)) return;
    this.#queue.add(organization);
    this.#mend();
  }

  #mend(): void {
    for (const organization of this.#queue) {
      if (this.#menders.size === mendersMost || this.#options.signal.aborted) return;
      if (this.#menders.has(organization)) continue;
      this.#queue.delete(organization);
      const mending = this.#mendOne(organization).finally(() => {
        this.#menders.delete(organization);
        this.#mend();
      });
      this.#menders.set(organization, mending);
    }
  }

  async #mendOne(organization: string): Promise<void> {
    const { stops, hooks, signal } = this.#options;
    try {
      const mended = await this.#mended(organization);
      const isDone = mended === 'nobody' || (mended?.head.revision ?? -1) >= this.#behind.get(organization)!;
      if (!isDone) {
        void this.#again(organization, retryAfter);
        return;
      }
      if (mended !== 'nobody') this.#followed.set(organization, mended!);
      this.#behind.delete(organization);
      this.#damaged.delete(organization);
      this.#queue.delete(organization);
      if (this.#stopped.delete(organization)) hooks?.healed?.(organization);
    } catch (error) {
      if (signal.aborted) return;
      if (!stops(error)) {
        hooks?.trouble?.(organization, error);
        void this.#again(organization, retryAfter);
        return;
      }
      this.#stopped.add(organization);
      hooks?.stopped?.(organization, error);
      void this.#again(organization, retryStopped);
    }
  }

  async #again(organization: string, after: number): Promise<void> {
    const { outside, signal } = this.#options;
    this.#paused.add(organization);
    await outside.pause(after, signal);
    this.#paused.delete(organization);
    if (!signal.aborted) this.#mendLater(organization, -1);
  }

  /** Where the copy stands once it is one of this ledger and up to date; `undefined` where it went away meanwhile. */
  async #mended(organization: string): Promise<Followed | 'nobody' | undefined> {
    const { reader, signal } = this.#options;
    const standing = await this.#standing(organization);
    if (standing === undefined) {
      if ((await reader.head(ledgerPrefix + organization)) === undefined) return 'nobody';
      return this.#built(organization);
    }
    const head = await catchUp(this.#options, organization, standing, signal);
    if (head === undefined) return undefined;
    this.#options.hooks?.projected?.(head.revision - standing.revision);
    // It is not known how many facts lie behind its dump.
    return this.#compacted(organization, { head, facts: Math.min(head.stamp, factsMost) });
  }

  async #built(organization: string): Promise<Followed | undefined> {
    const { model, sources, outside, signal, hooks } = this.#options;
    const { giveWay } = outside;
    const made = await build(organization, await sources.open(organization), model, { giveWay, signal });
    try {
      const current = await catchUp(this.#options, organization, made, signal);
      if (current === undefined) return undefined;
      const head = await model.serve(organization, current);
      hooks?.built?.(organization, head.revision);
      return { head, facts: head.stamp };
    } catch (error) {
      await model.discard(organization, made).catch(() => undefined);
      throw error;
    }
  }

  /** The copy that answers, if one can go on with it. */
  async #standing(organization: string): Promise<Head | undefined> {
    const { model, reader, hooks } = this.#options;
    try {
      const head = await model.head(organization);
      if (head === undefined || head.copy === this.#damaged.get(organization)) return undefined;
      return (await isOfLedger(reader, organization, head)) ? head : undefined;
    } catch (error) {
      if (!(error instanceof ReadModelDamaged)) throw error;
      hooks?.trouble?.(organization, error);
      return undefined;
    }
  }
}
