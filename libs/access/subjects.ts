import { IntColumn } from './columns.js';
import type { Undo } from './undo.js';

const kinds = ['everything', 'person', 'role', 'node'] as const;

/** What an event is about, as far as it can change access. `everything`: the model, the end of the organization. */
export type Subject = {
  readonly kind: (typeof kinds)[number];
  /** Of the person, the role or the node. */
  readonly number: number;
  /** What is about a person is about a role held there or a level kept there; NOWHERE: about the person as such. */
  readonly at: number;
};

export type SubjectsDump = {
  readonly revisions: Int32Array;
  readonly codes: Int32Array;
  readonly places: Int32Array;
};

/** What the events are about, in their order: comparing two revisions looks at what changed and at nothing else. */
export class Subjects {
  private readonly revisions: IntColumn;
  private readonly codes: IntColumn;
  private readonly places: IntColumn;

  constructor(
    private readonly undo: Undo,
    dump?: SubjectsDump,
  ) {
    this.revisions = new IntColumn(dump?.revisions);
    this.codes = new IntColumn(dump?.codes);
    this.places = new IntColumn(dump?.places);
  }

  note(revision: number, subjects: readonly Subject[]): void {
    const { length } = this.codes;
    for (const { kind, number, at } of subjects) {
      this.revisions.push(revision);
      this.codes.push(number * kinds.length + kinds.indexOf(kind));
      this.places.push(at);
    }
    this.undo.step(() => {
      for (const column of [this.revisions, this.codes, this.places]) column.length = length;
    });
  }

  /** Tells what the events after `from` up to and with `to` are about, in their order. */
  between(
    from: number,
    to: number,
    tell: (kind: Subject['kind'], number: number, at: number, revision: number) => void,
  ): void {
    for (let index = this.firstAfter(from); index < this.codes.length; index++) {
      const revision = this.revisions.get(index);
      if (revision > to) return;
      const code = this.codes.get(index);
      tell(kinds[code % kinds.length]!, Math.floor(code / kinds.length), this.places.get(index), revision);
    }
  }

  dump(): SubjectsDump {
    return { revisions: this.revisions.dump(), codes: this.codes.dump(), places: this.places.dump() };
  }

  private firstAfter(revision: number): number {
    let low = 0;
    let high = this.revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.revisions.get(middle) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
