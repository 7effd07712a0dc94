import type { Ledger } from './ledger.js';

type Held = { readonly ledger: Ledger; asked: boolean };

/**
 * The ledgers that are in memory. Those that nobody asked for since they were looked at last leave first; one that has
 * work to do never leaves, even when there are too many.
 */
export class LoadedLedgers {
  readonly #held = new Map<string, Held>();

  constructor(
    private readonly most: number,
    private readonly leave: (ledger: Ledger) => void,
  ) {}

  get(organization: string): Ledger | undefined {
    const held = this.#held.get(organization);
    if (held === undefined) return undefined;
    held.asked = true;
    return held.ledger;
  }

  /** The same, without asking for it. */
  find(organization: string): Ledger | undefined {
    return this.#held.get(organization)?.ledger;
  }

  /** Whether it is this very ledger that is in memory. */
  has(ledger: Ledger): boolean {
    return this.#held.get(ledger.organization)?.ledger === ledger;
  }

  add(ledger: Ledger): void {
    this.#held.set(ledger.organization, { ledger, asked: true });
    // Everyone gets a second chance, and then is looked at once more.
    for (let looks = 2 * this.#held.size; this.#held.size > this.most && looks > 0; looks--)
      this.#lookAtFirst();
  }

  /** Forgets a ledger without a word to it; false when it was not in memory any more. */
  remove(ledger: Ledger): boolean {
    return this.has(ledger) && this.#held.delete(ledger.organization);
  }

  /** Lets those leave that nobody asked for since the last time. */
  sweep(): void {
    for (let looks = this.#held.size; looks > 0; looks--) this.#lookAtFirst();
  }

  all(): readonly Ledger[] {
    return [...this.#held.values()].map(({ ledger }) => ledger);
  }

  #lookAtFirst(): void {
    const [first] = this.#held.values();
    if (first === undefined) return;
    const { ledger, asked } = first;
    this.#held.delete(ledger.organization);
    if (!asked && ledger.isIdle) this.leave(ledger);
    else this.#held.set(ledger.organization, { ledger, asked: false });
  }
}
