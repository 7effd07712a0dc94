import type { AssignmentSource } from '#events/grant.js';
import { NONE } from './chains.js';
import { IntRows } from './columns.js';

// Cells of a slot.
const PERSON = 0;
const SINCE = 1;
const SOURCE = 2;
export const PAIR = 3;
export const INDEX_OF_PERSON = 4;
export const NEXT_OF_PAIR = 5;
export const PREVIOUS_OF_PAIR = 6;

const sources: readonly AssignmentSource[] = [
  'person',
  'invitation',
  'criteria',
  'creator',
  'founder',
  'import',
];

/** A *slot* stands for one (person, role, place) for all time. */
export class Slots {
  readonly rows: IntRows;

  constructor(dump?: Int32Array) {
    this.rows = new IntRows(7, dump);
  }

  add(person: number, pair: number): number {
    const slot = this.rows.push(NONE);
    this.rows.set(slot, PERSON, person);
    this.rows.set(slot, PAIR, pair);
    return slot;
  }

  /** Takes the last slot away. */
  pop(): void {
    this.rows.pop();
  }

  person(slot: number): number {
    return this.rows.get(slot, PERSON);
  }

  pair(slot: number): number {
    return this.rows.get(slot, PAIR);
  }

  /** Index among the slots of the person. */
  index(slot: number): number {
    return this.rows.get(slot, INDEX_OF_PERSON);
  }

  /** Revision since which the slot stands; of one that ended, the complement (~) of the revision that ended it. */
  since(slot: number): number {
    return this.rows.get(slot, SINCE);
  }

  source(slot: number): AssignmentSource {
    return sources[this.rows.get(slot, SOURCE)]!;
  }

  say(slot: number, since: number, source: AssignmentSource): void {
    this.rows.set(slot, SINCE, since);
    this.rows.set(slot, SOURCE, sources.indexOf(source));
  }

  dump(): Int32Array {
    return this.rows.dump();
  }
}
