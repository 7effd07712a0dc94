import { DomainError } from '#model/errors.js';
import type { PeopleDirectory } from './directory.js';
import type { Snapshots } from './snapshots/snapshots.js';
import type { Surroundings } from './surroundings.js';

/**
 * People whose erasure is in the ledger while their keys may still exist: from the append until the keys are gone, and
 * again after a crash in between.
 */
export class Erasures {
  readonly #unfinished = new Set<number>();
  /** Whether the snapshot may be one that nobody can open any more. */
  #snapshotIsDead = false;
  #finishing: Promise<void> | undefined;

  constructor(
    private readonly people: PeopleDirectory,
    private readonly snapshots: Snapshots,
    private readonly surroundings: Surroundings,
  ) {}

  get isFinished(): boolean {
    return this.#unfinished.size === 0;
  }

  add(person: number): void {
    this.#unfinished.add(person);
  }

  /**
   * Resolves when the keys of all erased people are destroyed, and with them the snapshot that knew them.
   *
   * @throws DomainError STORE_UNAVAILABLE when some may be left: call it again
   */
  async finish(): Promise<void> {
    while (!this.isFinished) {
      this.#finishing ??= this.#finish().finally(() => (this.#finishing = undefined));
      await this.#finishing;
    }
  }

  async #finish(): Promise<void> {
    const erased = [...this.#unfinished];
    const ids = [...erased.flatMap((person) => this.people.keysOf(person)), ...this.snapshots.outdatedKeys];
    const { vault } = this.surroundings;
    try {
      const left = [...(await vault.fetch(ids)).keys()];
      this.#snapshotIsDead ||= left.length > 0;
      await vault.destroy(left);
      if (this.#snapshotIsDead) await this.snapshots.drop();
      this.#snapshotIsDead = false;
    } catch (cause) {
      const detail =
        'the ledger says that the person is erased, but not everything is destroyed yet; it is tried again, repeat the request to know';
      const error = new DomainError('STORE_UNAVAILABLE', detail);
      error.cause = cause;
      throw error;
    }
    for (const person of erased) this.#unfinished.delete(person);
  }
}
