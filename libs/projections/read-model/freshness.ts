import type { PlacedEvent } from '#store/event-store.js';
import type { Consumer } from '../consumer.js';
import { byOrganization } from '../ledger-stream.js';

type Told = { required: number; candidate: number; since: number; latest: number };

/**
 * How far a read model must be before this process answers from it: as far as what was written here, at once, and as far
 * as everything that was written elsewhere and told here longer ago than `patience`. So a projector that stands still is
 * noticed within twice that time, and an old answer is not given for longer.
 */
export class Freshness implements Consumer {
  readonly #told = new Map<string, Told>();

  constructor(
    /** Milliseconds, of whatever beginning. */
    private readonly clock: () => number,
    private readonly patience: number,
  ) {}

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    for (const [organization, theirs] of byOrganization(events)) {
      const told = this.#of(organization);
      told.latest = Math.max(told.latest, theirs.at(-1)!.revision);
      if (told.candidate < told.latest) this.#turn(told);
    }
  }

  /** A revision was written by this process. */
  written(organization: string, revision: number): void {
    const told = this.#of(organization);
    told.required = Math.max(told.required, revision);
  }

  /** The revision that an answer must have seen; -1 for an organization that nothing was told of. */
  required(organization: string): number {
    const told = this.#told.get(organization);
    if (told === undefined) return -1;
    this.#turn(told);
    return told.required;
  }

  /** What has been a candidate for long enough is required; then the latest one is the next candidate. */
  #turn(told: Told): void {
    const now = this.clock();
    if (told.candidate > told.required && now - told.since < this.patience) return;
    told.required = Math.max(told.required, told.candidate);
    told.candidate = told.latest;
    told.since = now;
  }

  #of(organization: string): Told {
    let told = this.#told.get(organization);
    if (told === undefined) {
      told = { required: -1, candidate: -1, since: this.clock(), latest: -1 };
      this.#told.set(organization, told);
    }
    return told;
  }
}
