import type { Occurrence } from '#events/event.js';
import { IntColumn, TimeColumn } from './columns.js';
import type { Undo } from './undo.js';

export type HistoryDump = {
  readonly times: Float64Array;
  readonly actors: Int32Array;
  readonly names: readonly string[];
};

/** When each event of the ledger happened and on whose account: turns times into revisions and back. */
export class History {
  private readonly times: TimeColumn;
  private readonly actors: IntColumn;
  private readonly names: string[];
  private readonly numbers: Map<string, number>;

  constructor(
    private readonly undo: Undo,
    dump?: HistoryDump,
  ) {
    this.times = new TimeColumn(dump?.times);
    this.actors = new IntColumn(dump?.actors);
    this.names = [...(dump?.names ?? [])];
    this.numbers = new Map(this.names.map((name, number) => [name, number]));
  }

  /** Revision of the last event; -1 for an empty ledger. */
  get revision(): number {
    return this.times.length - 1;
  }

  record({ revision, time, actor }: Occurrence): void {
    if (revision !== this.times.length) {
      throw new RangeError(`event ${revision} does not follow event ${this.revision}`);
    }
    if (revision > 0 && time < this.time(this.revision)) {
      throw new RangeError(`event ${revision} is older than the event before it`);
    }
    this.times.push(time);
    this.actors.push(this.number(actor));
    this.undo.step(() => {
      this.times.length = revision;
      this.actors.length = revision;
    });
  }

  /** UTC milliseconds of the event. */
  time(revision: number): number {
    return this.times.get(revision);
  }

  actor(revision: number): string {
    return this.names[this.actors.get(revision)]!;
  }

  /** The last revision at or before the time; -1 when the time lies before the ledger. */
  revisionAt(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times.get(middle) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  dump(): HistoryDump {
    return { times: this.times.dump(), actors: this.actors.dump(), names: this.names };
  }

  private number(actor: string): number {
    const known = this.numbers.get(actor);
    if (known !== undefined) return known;
    const number = this.names.push(actor) - 1;
    this.numbers.set(actor, number);
    this.undo.step(() => {
      this.names.pop();
      this.numbers.delete(actor);
    });
    return number;
  }
}
