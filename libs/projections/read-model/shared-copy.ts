import type { SharedFacts } from '#access/shared.js';
import { ReadModelDamaged, type ReadModelReader, type SharedPart } from './read-model.js';
import { addFacts, readShared } from './shared-text.js';

/** The shared part of a copy in memory. It may be ahead of the rows that it is read with: it knows its past. */
export class SharedCopy {
  readonly id: string;
  readonly shared: SharedFacts;
  #stamp: number;
  #reading: Promise<boolean> | undefined;

  /** @throws ReadModelDamaged */
  constructor(
    { copy, base, facts }: SharedPart,
    /** What stands for a user id. */
    readonly subject: (user: string) => string,
  ) {
    if (base === undefined) throw new ReadModelDamaged('the shared part is missing');
    this.id = copy;
    this.shared = readShared(base.shared);
    addFacts(this.shared, facts);
    this.#stamp = base.stamp + facts.length;
  }

  /** How many shared facts of the copy are in here. */
  get stamp(): number {
    return this.#stamp;
  }

  /**
   * Reads on, once for all who ask at the same time. Whether there was more, behind what is in here: not when another copy
   * answers by now, or when facts that are not in here went into a dump.
   *
   * @throws ReadModelDamaged
   */
  readOn(model: ReadModelReader, organization: string): Promise<boolean> {
    this.#reading ??= this.#readOn(model, organization).finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readOn(model: ReadModelReader, organization: string): Promise<boolean> {
    const { copy, base, facts } =
      (await model.shared(organization, { copy: this.id, stamp: this.#stamp })) ?? {};
    if (copy !== this.id || base !== undefined || facts === undefined) return false;
    // Whatever comes of a fact that does not fit, it is not taken in twice.
    this.#stamp += facts.length;
    addFacts(this.shared, facts);
    return facts.length > 0;
  }
}
