import type { Undo } from './undo.js';

/** A value that ended: it held at revision n if `from <= n < to`. */
export type Span<V> = { readonly from: number; readonly to: number; readonly value: V | undefined };

/** The span that held at the revision, of spans sorted by `from` that do not overlap. */
export function spanAt<S extends { readonly from: number; readonly to: number }>(
  spans: readonly S[],
  revision: number,
): S | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const span = spans[middle]!;
    if (revision < span.from) high = middle - 1;
    else if (revision >= span.to) low = middle + 1;
    else return span;
  }
  return undefined;
}

export type TimelineDump<V> = {
  readonly live: readonly (V | undefined)[];
  readonly since: readonly number[];
  readonly past: ReadonlyMap<number, readonly Span<V>[]>;
};

/**
 * A value per key and revision. Keys are dense integers. A question at revision n reads the same key as one about the
 * present: the live value if it began at or before n, else a binary search in the key's past.
 */
export class Timeline<V> {
  private readonly live: (V | undefined)[];
  /** Revision that the live value began at; -1: the key has never had one. */
  private readonly since: number[];
  private readonly past: Map<number, Span<V>[]>;

  constructor(
    private readonly undo: Undo,
    dump?: TimelineDump<V>,
  ) {
    this.live = [...(dump?.live ?? [])];
    this.since = [...(dump?.since ?? [])];
    this.past = new Map([...(dump?.past ?? [])].map(([key, spans]) => [key, [...spans]]));
  }

  get(key: number, revision: number): V | undefined {
    const since = this.since[key];
    if (since === undefined || since < 0) return undefined;
    if (since <= revision) return this.live[key];
    return this.ended(key, revision)?.value;
  }

  /** Revision that the value at `revision` began at. */
  sinceOf(key: number, revision: number): number | undefined {
    const since = this.since[key];
    if (since === undefined || since < 0) return undefined;
    return since <= revision ? since : this.ended(key, revision)?.from;
  }

  /** Gives the key another value from the revision on; `undefined` ends the present one. */
  set(key: number, value: V | undefined, revision: number): void {
    const keys = this.since.length;
    while (this.since.length <= key) {
      this.since.push(-1);
      this.live.push(undefined);
    }
    const since = this.since[key]!;
    const before = this.live[key];
    const ends = since >= 0 && since < revision;
    if (ends) this.keep(key, { from: since, to: revision, value: before });
    this.live[key] = value;
    this.since[key] = revision;
    this.undo.step(() => {
      this.live[key] = before;
      this.since[key] = since;
      if (ends) this.forget(key);
      this.live.length = keys;
      this.since.length = keys;
    });
  }

  /** The living arrays and map: serialise it before the next event. */
  dump(): TimelineDump<V> {
    return { live: this.live, since: this.since, past: this.past };
  }

  private keep(key: number, span: Span<V>): void {
    const spans = this.past.get(key);
    if (spans === undefined) this.past.set(key, [span]);
    else spans.push(span);
  }

  private forget(key: number): void {
    const spans = this.past.get(key)!;
    spans.pop();
    if (spans.length === 0) this.past.delete(key);
  }

  private ended(key: number, revision: number): Span<V> | undefined {
    const spans = this.past.get(key);
    return spans === undefined ? undefined : spanAt(spans, revision);
  }
}
