import type { LedgerEvent } from '#events/event.js';
import { IntColumn, TimeColumn } from './columns.js';
import type { Undo } from './undo.js';

export type BoundariesDump = { readonly times: Float64Array; readonly persons: Int32Array };

/**
 * The instants at which something of a person begins or ends by itself, as they were written and for ever: time can
 * change access where no event does. Comparing two moments looks at all of them; keeping them sorted would cost every
 * ledger dearly that is full of periods.
 */
export class Boundaries {
  /** UTC milliseconds; the person at the same index. */
  private readonly times: TimeColumn;
  private readonly persons: IntColumn;

  constructor(
    private readonly undo: Undo,
    dump?: BoundariesDump,
  ) {
    this.times = new TimeColumn(dump?.times);
    this.persons = new IntColumn(dump?.persons);
  }

  note({ data }: LedgerEvent): void {
    if (!('person' in data)) return;
    if ('from' in data && data.from !== undefined) this.add(Date.parse(data.from), data.person);
    if ('until' in data && data.until !== undefined) this.add(Date.parse(data.until), data.person);
  }

  /** People for whom something began or ended after `from` up to and at `to`. */
  between(from: number, to: number): Set<number> {
    const found = new Set<number>();
    for (let at = 0; at < this.times.length; at++) {
      const time = this.times.get(at);
      if (from < time && time <= to) found.add(this.persons.get(at));
    }
    return found;
  }

  /** Those after `from` up to and at `to` alone, for who asks about many stretches of that time. */
  within(from: number, to: number): Boundaries {
    const within = new Boundaries(this.undo);
    for (let at = 0; at < this.times.length; at++) {
      const time = this.times.get(at);
      if (from < time && time <= to) within.push(time, this.persons.get(at));
    }
    return within;
  }

  dump(): BoundariesDump {
    return { times: this.times.dump(), persons: this.persons.dump() };
  }

  private push(time: number, person: number): void {
    this.times.push(time);
    this.persons.push(person);
  }

  private add(time: number, person: number): void {
    this.push(time, person);
    this.undo.step(() => {
      this.times.length--;
      this.persons.length--;
    });
  }
}
