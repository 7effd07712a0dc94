/**
 * Steps that take back what `evolve` did, newest last. Recording is off while a ledger is replayed: nothing that is
 * already stored is ever taken back.
 */
export class Undo {
  private readonly steps: (() => void)[] = [];
  /** How many steps there were at each mark that is still open. */
  private readonly marks: number[] = [];

  /** Notes how to take back the change that is being made. */
  step(back: () => void): void {
    if (this.marks.length > 0) this.steps.push(back);
  }

  /** Starts recording, if it is off; the mark names the state as it is now. Marks may be nested. */
  mark(): number {
    return this.marks.push(this.steps.length) - 1;
  }

  /** Takes back everything since the mark, which is then used up, and with it those that were made after it. */
  rollback(mark: number): void {
    const length = this.marks[mark];
    if (length === undefined) throw new RangeError('the mark was used up');
    while (this.steps.length > length) this.steps.pop()!();
    this.marks.length = mark;
  }

  /** Forgets all steps and marks: what they would take back is durable. */
  settle(): void {
    this.steps.length = 0;
    this.marks.length = 0;
  }
}
