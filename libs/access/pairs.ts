import { IntColumn } from './columns.js';
import type { Undo } from './undo.js';

export type PairsDump = {
  readonly roles: Int32Array;
  readonly places: Int32Array;
  readonly holders: Int32Array;
};

/** The (role, place) pairs that anybody ever held, by number. */
export class Pairs {
  private readonly roles: IntColumn;
  private readonly places: IntColumn;
  private readonly holders: IntColumn;
  private readonly numbers = new Map<number, number>();
  private readonly byRole = new Map<number, number[]>();
  private readonly byPlace = new Map<number, number[]>();

  constructor(
    private readonly undo: Undo,
    dump?: PairsDump,
  ) {
    this.roles = new IntColumn(dump?.roles);
    this.places = new IntColumn(dump?.places);
    this.holders = new IntColumn(dump?.holders);
    for (let pair = 0; pair < this.size; pair++) this.index(pair);
  }

  get size(): number {
    return this.roles.length;
  }

  find(role: number, place: number): number | undefined {
    return this.numbers.get(pairKey(role, place));
  }

  /** The pair; it is made if nobody ever held it. */
  of(role: number, place: number): number {
    const known = this.find(role, place);
    if (known !== undefined) return known;
    const pair = this.size;
    this.roles.push(role);
    this.places.push(place);
    this.holders.push(0);
    this.index(pair);
    this.undo.step(() => this.drop(pair));
    return pair;
  }

  role(pair: number): number {
    return this.roles.get(pair);
  }

  place(pair: number): number {
    return this.places.get(pair);
  }

  withRole(role: number): readonly number[] {
    return this.byRole.get(role) ?? [];
  }

  at(place: number): readonly number[] {
    return this.byPlace.get(place) ?? [];
  }

  /** How many hold the pair now. */
  holdersOf(pair: number): number {
    return this.holders.get(pair);
  }

  addHolders(pair: number, more: number): void {
    this.holders.set(pair, this.holders.get(pair) + more);
  }

  dump(): PairsDump {
    return { roles: this.roles.dump(), places: this.places.dump(), holders: this.holders.dump() };
  }

  private index(pair: number): void {
    const [role, place] = [this.role(pair), this.place(pair)];
    this.numbers.set(pairKey(role, place), pair);
    append(this.byRole, role, pair);
    append(this.byPlace, place, pair);
  }

  /** Takes the newest pair back. */
  private drop(pair: number): void {
    const [role, place] = [this.role(pair), this.place(pair)];
    this.numbers.delete(pairKey(role, place));
    this.byRole.get(role)!.pop();
    this.byPlace.get(place)!.pop();
    for (const column of [this.roles, this.places, this.holders]) column.length = pair;
  }
}

/** Roles and places stay below 2^26 in one organization. */
function pairKey(role: number, place: number): number {
  return role * 0x4000000 + place;
}

function append(index: Map<number, number[]>, key: number, value: number): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}
