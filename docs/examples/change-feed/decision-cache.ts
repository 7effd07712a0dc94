import type { KafkaMessage } from 'kafkajs';

type Change = { readonly user?: string; readonly role?: string; readonly resource: string };

type AccessMessage = {
  readonly revision: number;
  readonly changes: readonly Change[];
  readonly truncated: boolean;
};

type Remembered = { readonly decision: boolean; readonly until: number };

/**
 * Decisions that a service remembers, and forgets as soon as something changed that they may depend on. A role that is
 * given until an instant ends then, and the message comes a moment later; so nothing is remembered for longer than that
 * may last.
 */
export class DecisionCache {
  readonly #decisions = new Map<string, Map<string, Map<string, Remembered>>>();
  readonly #seen = new Map<string, number>();
  #epoch: string | undefined;

  constructor(
    /** Milliseconds. */
    private readonly longest = 10_000,
    private readonly clock: () => number = Date.now,
  ) {}

  get(organization: string, user: string, question: string): boolean | undefined {
    const remembered = this.#decisions.get(organization)?.get(user)?.get(question);
    return remembered !== undefined && this.clock() < remembered.until ? remembered.decision : undefined;
  }

  /** `revision` of the answer: one that is older than what was heard of since may be wrong already. */
  keep(organization: string, user: string, question: string, decision: boolean, revision: number): void {
    if (revision < (this.#seen.get(organization) ?? 0)) return;
    const users = this.#decisions.get(organization) ?? new Map<string, Map<string, Remembered>>();
    this.#decisions.set(organization, users);
    const decisions = users.get(user) ?? new Map<string, Remembered>();
    users.set(user, decisions.set(question, { decision, until: this.clock() + this.longest }));
  }

  /** A message of `grantline.access`, in the order in which it came. */
  hear({ key, headers, value }: Pick<KafkaMessage, 'key' | 'headers' | 'value'>): void {
    const organization = String(key);
    const epoch = String(headers?.['ce_epoch']);
    // A store that was restored is an earlier one: whatever is remembered may never have been.
    if (epoch !== this.#epoch) {
      this.#decisions.clear();
      this.#seen.clear();
      this.#epoch = epoch;
    }
    const { revision, changes, truncated } = JSON.parse(String(value)) as AccessMessage;
    if (revision <= (this.#seen.get(organization) ?? -1)) return; // it came twice
    this.#seen.set(organization, revision);
    for (const { user } of changes) {
      // Who holds a role is not said, so everybody may be meant.
      if (user === undefined || truncated) this.#decisions.delete(organization);
      else this.#decisions.get(organization)?.delete(user);
    }
  }
}
