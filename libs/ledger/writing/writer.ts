import { DomainError } from '#model/errors.js';
import { OutcomeUnknown, RevisionConflict } from '#store/event-store.js';
import { unavailable } from '../errors.js';
import type { Loaded } from '../load.js';
import { ledgerStream } from '../replay.js';
import type { Surroundings } from '../surroundings.js';
import { appendSurely } from './append.js';
import type { Batch } from './batch.js';
import { sealedEntries } from './sealed-entries.js';

const shortestPause = 10;
const longestPause = 1_000;

/** Moves the durable end of one ledger: writes batches, and folds in what others wrote. */
export class Writer {
  constructor(
    private readonly organization: string,
    private readonly loaded: Loaded,
    private readonly surroundings: Surroundings,
    private readonly on: {
      /** More is durable than before. */
      settled(): void;
      /** Nothing can be said about the ledger any more until it is loaded anew. */
      failed(error: unknown): void;
    },
  ) {}

  /**
   * Writes what the batch holds; where it throws, the state is as before the batch.
   *
   * @throws RevisionConflict when others wrote first
   * @throws DomainError STORE_UNAVAILABLE
   */
  async commit(batch: Batch): Promise<void> {
    if (batch.isEmpty) return batch.rollback();
    try {
      await this.#write(batch);
    } catch (error) {
      batch.rollback();
      const told = unavailable(error);
      if (error instanceof OutcomeUnknown) this.on.failed(told);
      throw told;
    }
    for (const { drafts } of batch.entries) {
      for (const { event } of drafts) {
        if (event.type === 'UserErased') this.loaded.erasures.add(event.data.person);
      }
    }
    this.on.settled();
  }

  /** @throws DomainError READ_MODEL_STALE when the ledger cannot be read on, STORE_UNAVAILABLE */
  async catchUp(): Promise<void> {
    try {
      await this.loaded.replay.readOn();
    } catch (error) {
      if (error instanceof DomainError) this.on.failed(error);
      throw unavailable(error);
    }
    if (this.loaded.state.durable >= 0) this.on.settled();
  }

  /** Several processes that write to one ledger get out of each other's way. */
  async catchUpAfterConflict(tries: number): Promise<void> {
    const { hooks, pause, chance } = this.surroundings;
    hooks.conflict?.(this.organization, tries);
    await pause(Math.min(shortestPause * 2 ** (tries - 1), longestPause) * chance());
    await this.catchUp();
  }

  async #write(batch: Batch): Promise<void> {
    const { state } = this.loaded;
    const { organization, surroundings } = this;
    const stream = ledgerStream(organization);
    const expected = state.durable < 0 ? 'none' : state.durable;
    // What is to be written began with the organization, or comes after that.
    const events = await sealedEntries(organization, batch, state.key!, surroundings.vault);
    if (events === undefined) throw new RevisionConflict(stream, expected, undefined);
    await appendSurely({ stream, events, expected }, organization, surroundings);
    events.forEach(({ metadata }, index) => state.remembered.note(metadata, state.durable + 1 + index));
    state.settle(events.at(-1)!.id);
    surroundings.hooks.committed?.(organization, batch.entries.length, events.length, state.durable);
  }
}
