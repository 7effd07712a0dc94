import type { LedgerEvent } from '#events/event.js';
import type { Undo } from './undo.js';

export type BoundariesDump = { readonly times: readonly number[]; readonly persons: readonly number[] };

/**
 * The instants at which something of a person begins or ends by itself, in their order and for ever: time can change
 * access where no event does.
 */
export class Boundaries {
  /** UTC milliseconds, ascending; the person at the same index. */
  private readonly times: number[];
  private readonly persons: number[];

  constructor(
    private readonly undo: Undo,
    dump?: BoundariesDump,
  ) {
    this.times = [...(dump?.times ?? [])];
    this.persons = [...(dump?.persons ?? [])];
  }

  note({ data }: LedgerEvent): void {
    if (!('person' in data)) return;
    if ('from' in data && data.from !== undefined) this.add(Date.parse(data.from), data.person);
    if ('until' in data && data.until !== undefined) this.add(Date.parse(data.until), data.person);
  }

  /** People for whom something began or ended after `from` up to and at `to`. */
  between(from: number, to: number): Set<number> {
    return new Set(this.persons.slice(this.firstAfter(from), this.firstAfter(to)));
  }

  dump(): BoundariesDump {
    return { times: this.times, persons: this.persons };
  }

  private add(time: number, person: number): void {
    const at = this.firstAfter(time);
    this.times.splice(at, 0, time);
    this.persons.splice(at, 0, person);
    this.undo.step(() => {
      this.times.splice(at, 1);
      this.persons.splice(at, 1);
    });
  }

  private firstAfter(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
