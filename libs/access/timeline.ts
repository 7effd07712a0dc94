import { IntColumn } from './columns.js';
import { lastAtOrBefore } from './search.js';
import type { Undo } from './undo.js';

/** What a key was: values and the revisions they began at. Each ended where the next began, the last where the live one did. */
type Past<V> = { readonly from: number[]; readonly values: (V | undefined)[] };

export type TimelineDump<V> = {
  readonly live: readonly (V | undefined)[];
  readonly since: Int32Array;
  readonly past: readonly (
    | { readonly from: readonly number[]; readonly values: readonly (V | undefined)[] }
    | undefined
  )[];
};

/** A value that stood from revision `since` on and, where it ended, before revision `to`. */
export type Interval<V> = { readonly value: V; readonly since: number; readonly to?: number };

/** The key has never had a value. */
const NEVER = -1;

/**
 * A value per key and revision. Keys are dense integers. A question at revision n reads the same key as one about the
 * present: the live value if it began at or before n, else a binary search in the key's past.
 */
export class Timeline<V> {
  private readonly live: (V | undefined)[];
  /** Revision that the live value began at. */
  private readonly since: IntColumn;
  /** No longer than the last key that has a past. */
  private readonly past: (Past<V> | undefined)[];

  constructor(
    private readonly undo: Undo,
    dump?: TimelineDump<V>,
  ) {
    this.live = [...(dump?.live ?? [])];
    this.since = new IntColumn(dump?.since);
    this.past = (dump?.past ?? []).map((past) => past && { from: [...past.from], values: [...past.values] });
  }

  get(key: number, revision: number): V | undefined {
    if (key >= this.since.length) return undefined;
    if (this.since.get(key) <= revision) return this.live[key];
    const past = this.past[key];
    return past?.values[lastAtOrBefore(past.from, revision)];
  }

  /** Revision that the value at `revision` began at. */
  sinceOf(key: number, revision: number): number | undefined {
    const since = key < this.since.length ? this.since.get(key) : NEVER;
    if (since === NEVER) return undefined;
    if (since <= revision) return since;
    const past = this.past[key];
    return past?.from[lastAtOrBefore(past.from, revision)];
  }

  /** Everything the key was at or before the revision, the oldest first; what stood at the revision has no end. */
  *intervals(key: number, revision: number): Generator<Interval<V>> {
    if (key >= this.since.length) return;
    const { from = [], values = [] } = this.past[key] ?? {};
    const since = this.since.get(key);
    for (let at = 0; at <= from.length; at++) {
      const [began, value] = at < from.length ? [from[at]!, values[at]] : [since, this.live[key]];
      if (began > revision || began === NEVER) return;
      if (value === undefined) continue;
      const ends = at < from.length ? (from[at + 1] ?? since) : undefined;
      yield { value, since: began, ...(ends !== undefined && ends <= revision && { to: ends }) };
    }
  }

  /** Gives the key another value from the revision on; `undefined` ends the present one. */
  set(key: number, value: V | undefined, revision: number): void {
    const [keys, pasts] = [this.since.length, this.past.length];
    while (this.since.length <= key) {
      this.since.push(NEVER);
      this.live.push(undefined);
    }
    const since = this.since.get(key);
    const before = this.live[key];
    const ends = since !== NEVER && since < revision;
    if (ends) this.keep(key, since, before);
    this.live[key] = value;
    this.since.set(key, revision);
    this.undo.step(() => {
      if (ends) this.forget(key);
      this.live[key] = before;
      this.since.set(key, since);
      this.live.length = keys;
      this.since.length = keys;
      this.past.length = pasts;
    });
  }

  /** The living arrays: serialise them before the next event. */
  dump(): TimelineDump<V> {
    return { live: this.live, since: this.since.dump(), past: this.past };
  }

  private keep(key: number, since: number, value: V | undefined): void {
    while (this.past.length <= key) this.past.push(undefined);
    const past = (this.past[key] ??= { from: [], values: [] });
    past.from.push(since);
    past.values.push(value);
  }

  private forget(key: number): void {
    const { from, values } = this.past[key]!;
    from.pop();
    values.pop();
    if (from.length === 0) this.past[key] = undefined;
  }
}
