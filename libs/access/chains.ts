import { IntColumn, type IntRows } from './columns.js';

/** No slot, no revision. */
export const NONE = -1;

/** The two lists of an owner. */
export const STANDING = 0;
export const ENDED = 1;
export type List = typeof STANDING | typeof ENDED;

/**
 * Two lists of slots for each owner, what stands and what ended, linked through two cells of each slot. A slot is in one
 * of the two lists of one owner; the one that came last is first.
 */
export class Chains {
  private readonly heads: IntColumn;

  constructor(
    private readonly slots: IntRows,
    private readonly nextCell: number,
    private readonly previousCell: number,
    heads?: Int32Array,
  ) {
    this.heads = new IntColumn(heads);
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
    return this.slots.get(slot, this.nextCell);
  }

  /** Puts a slot that is in no list behind another one of the list; NONE: to its front. */
  insert(slot: number, owner: number, list: List, behind: number = NONE): void {
    const next = behind === NONE ? this.first(owner, list) : this.next(behind);
    this.follow(slot, behind, owner, list);
    this.slots.set(slot, this.nextCell, next);
    if (next !== NONE) this.slots.set(next, this.previousCell, slot);
  }

  /** Takes the slot out of its list; answers the slot that it was behind. */
  remove(slot: number, owner: number, list: List): number {
    const before = this.slots.get(slot, this.previousCell);
    const next = this.next(slot);
    if (before === NONE) this.heads.set(owner * 2 + list, next);
    else this.slots.set(before, this.nextCell, next);
    if (next !== NONE) this.slots.set(next, this.previousCell, before);
    return before;
  }

  dump(): Int32Array {
    return this.heads.dump();
  }

  private follow(slot: number, before: number, owner: number, list: List): void {
    if (before === NONE) this.heads.set(owner * 2 + list, slot);
    else this.slots.set(before, this.nextCell, slot);
    this.slots.set(slot, this.previousCell, before);
  }
}
