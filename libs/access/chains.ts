import { IntColumn } from './columns.js';

/** No slot, no revision. */
export const NONE = -1;

/** The two lists of an owner. */
export const STANDING = 0;
export const ENDED = 1;
export type List = typeof STANDING | typeof ENDED;

export type ChainsDump = {
  readonly heads: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
};

/**
 * Two lists of slots for each owner, what stands and what ended, linked through columns. A slot is in one of the two
 * lists of one owner; the one that came last is first.
 */
export class Chains {
  private readonly heads: IntColumn;
  private readonly nextOf: IntColumn;
  private readonly previousOf: IntColumn;

  constructor(dump?: ChainsDump) {
    this.heads = new IntColumn(dump?.heads);
    this.nextOf = new IntColumn(dump?.next);
    this.previousOf = new IntColumn(dump?.previous);
  }

  /** How many owners have lists. */
  get owners(): number {
    return this.heads.length / 2;
  }

  /** Gives lists to owners up to this number, or takes those away that are beyond it. */
  resize(owners: number): void {
    while (this.owners < owners) {
      this.heads.push(NONE);
      this.heads.push(NONE);
    }
    this.heads.length = owners * 2;
  }

  /** First slot of the list; NONE for an empty one and for an owner without lists. */
  first(owner: number, list: List): number {
    return owner * 2 < this.heads.length ? this.heads.get(owner * 2 + list) : NONE;
  }

  next(slot: number): number {
    return this.nextOf.get(slot);
  }

  /** Makes room for the next slot, which is in no list yet. */
  push(): void {
    this.nextOf.push(NONE);
    this.previousOf.push(NONE);
  }

  /** Takes the room of the last slot away. */
  pop(): void {
    this.nextOf.length--;
    this.previousOf.length--;
  }

  /** Puts a slot that is in no list behind another one of the list; NONE: to its front. */
  insert(slot: number, owner: number, list: List, behind: number = NONE): void {
    const next = behind === NONE ? this.first(owner, list) : this.next(behind);
    this.link(behind, slot, owner, list);
    this.nextOf.set(slot, next);
    if (next !== NONE) this.previousOf.set(next, slot);
  }

  /** Takes the slot out of its list; answers the slot that it was behind. */
  remove(slot: number, owner: number, list: List): number {
    const before = this.previousOf.get(slot);
    const next = this.next(slot);
    if (before === NONE) this.heads.set(owner * 2 + list, next);
    else this.nextOf.set(before, next);
    if (next !== NONE) this.previousOf.set(next, before);
    return before;
  }

  dump(): ChainsDump {
    return { heads: this.heads.dump(), next: this.nextOf.dump(), previous: this.previousOf.dump() };
  }

  private link(before: number, slot: number, owner: number, list: List): void {
    if (before === NONE) this.heads.set(owner * 2 + list, slot);
    else this.nextOf.set(before, slot);
    this.previousOf.set(slot, before);
  }
}
