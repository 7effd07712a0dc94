import { setTimeout } from 'node:timers/promises';

/** What goes wrong with an append: the connection is lost before or after it is written, or another node leads. */
export type AppendTrouble = 'lost before' | 'lost after' | 'not leader' | 'too late';

/** What the stand-in does wrong on purpose. */
export class Trouble {
  readonly #appends: AppendTrouble[] = [];
  /** Milliseconds before each event that a subscription brings. */
  slowness = 0;
  /** Reads that ask for the node that leads and meet another one. */
  readsElsewhere = 0;
  /** Subscriptions bring nothing more, and say nothing of it. */
  silent = false;

  /** The next appends go wrong, one after another. */
  append(...troubles: readonly AppendTrouble[]): void {
    this.#appends.push(...troubles);
  }

  next(): AppendTrouble | undefined {
    return this.#appends.shift();
  }

  async slowly(): Promise<void> {
    if (this.slowness > 0) await setTimeout(this.slowness);
  }
}
