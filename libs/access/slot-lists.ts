import { IntRows } from './columns.js';

// Cells of a list: where its piece begins and how many entries fit, how many entries there are and how many stand.
const START = 0;
const ROOM = 1;
const ALL = 2;
const STANDING = 3;

// Cells of an entry.
const SLOT = 0;
const PAIR = 1;

const leastRoom = 4;

export type SlotListsDump = {
  /** Of each list, how many entries there are and how many stand. */
  readonly counts: Int32Array;
  /** The slots, list by list. */
  readonly slots: Int32Array;
};

/**
 * A list of slots and their pairs for each person: those that stand come first, then those that ended. A list lies in
 * one piece, so that a check reads memory once and not once for each slot.
 */
export class SlotLists {
  private readonly lists = new IntRows(4);
  private readonly entries = new IntRows(2);
  /** Where pieces begin that are not in use any more, by their room. */
  private readonly spare = new Map<number, number[]>();

  constructor(
    /** Rows of slots: in one cell the pair, in one cell the index in the list is kept. */
    private readonly slots: IntRows,
    private readonly pairCell: number,
    private readonly indexCell: number,
    dump?: SlotListsDump,
  ) {
    const { counts, slots: all } = dump ?? { counts: [], slots: [] };
    for (let person = 0, next = 0; person * 2 < counts.length; person++) {
      this.resize(person + 1);
      for (const end = next + counts[person * 2]!; next < end; next++) this.append(person, all[next]!);
      this.lists.set(person, STANDING, counts[person * 2 + 1]!);
    }
  }

  /** How many people have a list. */
  get size(): number {
    return this.lists.length;
  }

  /** Makes empty lists for people below this number, or takes those away that are at or beyond it, which are empty. */
  resize(size: number): void {
    while (this.size < size) this.lists.push(0);
    while (this.size > size) {
      this.giveBack(this.size - 1);
      this.lists.pop();
    }
  }

  /** Number of entries: of those that stand, or, with `past`, of all. */
  count(person: number, past: boolean): number {
    return person < this.size ? this.lists.get(person, past ? ALL : STANDING) : 0;
  }

  slot(person: number, index: number): number {
    return this.entries.get(this.lists.get(person, START) + index, SLOT);
  }

  pair(person: number, index: number): number {
    return this.entries.get(this.lists.get(person, START) + index, PAIR);
  }

  /** Adds an entry at the end; it does not stand. */
  append(person: number, slot: number): void {
    const index = this.lists.get(person, ALL);
    this.makeRoom(person, index + 1);
    this.put(this.lists.get(person, START) + index, slot);
    this.slots.set(slot, this.indexCell, index);
    this.lists.set(person, ALL, index + 1);
  }

  /** Takes the last entry away, which does not stand. */
  pop(person: number): void {
    this.lists.set(person, ALL, this.lists.get(person, ALL) - 1);
  }

  /** One more stands: the one at the index. `fall` with the same index puts everything back. */
  rise(person: number, index: number): void {
    const standing = this.lists.get(person, STANDING);
    this.swap(person, index, standing);
    this.lists.set(person, STANDING, standing + 1);
  }

  /** One less stands: the one at the index. `rise` with the same index puts everything back. */
  fall(person: number, index: number): void {
    const standing = this.lists.get(person, STANDING) - 1;
    this.lists.set(person, STANDING, standing);
    this.swap(person, index, standing);
  }

  dump(): SlotListsDump {
    const counts = new Int32Array(this.size * 2);
    const slots = new Int32Array(this.slots.length);
    for (let person = 0, next = 0; person < this.size; person++) {
      counts[person * 2] = this.count(person, true);
      counts[person * 2 + 1] = this.count(person, false);
      for (let index = 0; index < this.count(person, true); index++) slots[next++] = this.slot(person, index);
    }
    return { counts, slots };
  }

  private swap(person: number, a: number, b: number): void {
    const start = this.lists.get(person, START);
    const [slotOfA, slotOfB] = [this.slot(person, a), this.slot(person, b)];
    this.put(start + a, slotOfB);
    this.put(start + b, slotOfA);
    this.slots.set(slotOfA, this.indexCell, b);
    this.slots.set(slotOfB, this.indexCell, a);
  }

  private put(entry: number, slot: number): void {
    this.entries.set(entry, SLOT, slot);
    this.entries.set(entry, PAIR, this.slots.get(slot, this.pairCell));
  }

  private makeRoom(person: number, needed: number): void {
    const room = this.lists.get(person, ROOM);
    if (needed <= room) return;
    const more = Math.max(leastRoom, room * 2);
    const start = this.spare.get(more)?.pop() ?? this.entries.extend(more);
    for (let index = 0; index < room; index++) this.put(start + index, this.slot(person, index));
    this.giveBack(person);
    this.lists.set(person, START, start);
    this.lists.set(person, ROOM, more);
  }

  private giveBack(person: number): void {
    const room = this.lists.get(person, ROOM);
    if (room === 0) return;
    const pieces = this.spare.get(room);
    if (pieces === undefined) this.spare.set(room, [this.lists.get(person, START)]);
    else pieces.push(this.lists.get(person, START));
  }
}
