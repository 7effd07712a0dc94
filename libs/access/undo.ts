/**
 * Steps that take back what `evolve` did, newest last. Recording is off while a ledger is replayed: nothing that is
 * already stored is ever taken back.
 */
export class Undo {
  private readonly steps: (() => void)[] = [];
  private recording = false;

  /** Notes how to take back the change that is being made. */
  step(back: () => void): void {
    if (this.recording) this.steps.push(back);
  }

  /** Starts recording; the mark names the state as it is now. */
  mark(): number {
    this.recording = true;
    return this.steps.length;
  }

  /** Takes back everything since the mark. */
  rollback(mark: number): void {
    while (this.steps.length > mark) this.steps.pop()!();
    if (mark === 0) this.recording = false;
  }

  /** Forgets all steps: what they would take back is durable. */
  settle(): void {
    this.steps.length = 0;
    this.recording = false;
  }
}
