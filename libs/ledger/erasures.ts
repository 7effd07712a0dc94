import type { PeopleDirectory } from './directory.js';
import type { Snapshots } from './snapshots.js';
import type { Surroundings } from './surroundings.js';

/**
 * People whose erasure is in the ledger while their keys may still exist: from the append until the keys are gone, and
 * again after a crash in between.
 */
export class Erasures {
  readonly #unfinished = new Set<number>();
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
   * Resolves when the keys of all erased people are destroyed, and with them the snapshot that knew them. Where it
   * throws, some may be left: call it again.
   */
  async finish(): Promise<void> {
    while (!this.isFinished) {
      this.#finishing ??= this.#finish().finally(() => (this.#finishing = undefined));
      await this.#finishing;
    }
  }

  async #finish(): Promise<void> {
    const erased = [...this.#unfinished];
    await this.surroundings.vault.destroy(erased.flatMap((person) => this.people.keysOf(person)));
    await this.snapshots.forget();
    for (const person of erased) this.#unfinished.delete(person);
  }
}
