import type { AssignmentSource } from '#events/grant.js';
import type { Period } from './assignments.js';
import { lastAtOrBefore } from './search.js';

/** What was said when a role was given: since which revision it stands, and how it came about. */
export type Assignment = {
  readonly since: number;
  readonly source: AssignmentSource;
  readonly period: Period | undefined;
};

/** An assignment that ended: it stood at revision n if `since <= n < to`. */
export type Life = Assignment & { readonly to: number };

export type LivesDump = ReadonlyMap<
  number,
  { readonly since: readonly number[]; readonly lives: readonly Life[] }
>;

type Past = { readonly since: number[]; readonly lives: Life[] };

/** The lives of slots that ended. A slot can stand again, so it can have several; they are looked up by where they began. */
export class Lives {
  private readonly ofSlot: Map<number, Past>;

  constructor(dump: LivesDump = new Map()) {
    this.ofSlot = new Map(
      [...dump].map(([slot, { since, lives }]) => [slot, { since: [...since], lives: [...lives] }]),
    );
  }

  /** The life of the slot that the revision fell into. */
  at(slot: number, revision: number): Life | undefined {
    const past = this.ofSlot.get(slot);
    const life = past?.lives[lastAtOrBefore(past.since, revision)];
    return life !== undefined && revision < life.to ? life : undefined;
  }

  /** All that ended, the oldest first. */
  of(slot: number): readonly Life[] {
    return this.ofSlot.get(slot)?.lives ?? [];
  }

  add(slot: number, life: Life): void {
    const past = this.ofSlot.get(slot);
    if (past === undefined) {
      this.ofSlot.set(slot, { since: [life.since], lives: [life] });
    } else {
      past.since.push(life.since);
      past.lives.push(life);
    }
  }

  /** Takes the last life of the slot back. */
  drop(slot: number): void {
    const { since, lives } = this.ofSlot.get(slot)!;
    since.pop();
    lives.pop();
    if (lives.length === 0) this.ofSlot.delete(slot);
  }

  dump(): LivesDump {
    return this.ofSlot;
  }
}
