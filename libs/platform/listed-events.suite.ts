import type { NewEvent, StoredEvent } from '#events/envelope.js';
import {
  type EventStore,
  type ExpectedRevision,
  OutcomeUnknown,
  RevisionConflict,
} from '#store/event-store.js';

/** A store of one stream that can be told what goes wrong with the next append. */
export class ListedEvents implements EventStore {
  readonly events: StoredEvent[] = [];
  #answersToLose = 0;
  #before: (() => void) | undefined;

  /** The next append is written, but nobody hears of it. */
  loseAnswer(): void {
    this.#answersToLose += 1;
  }

  /** Happens between the decision and the next append, as if by another process. */
  beforeAppend(happens: () => void): void {
    this.#before = happens;
  }

  add(stream: string, { id, type, metadata, data }: NewEvent): void {
    this.events.push({ id, type, metadata, data, stream, revision: this.events.length });
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<number> {
    const happens = this.#before;
    this.#before = undefined;
    happens?.();
    const first = expected === 'none' ? 0 : expected + 1;
    if (!events.every(({ id }, index) => this.events[first + index]?.id === id)) {
      if (this.events.length !== first) throw new RevisionConflict(stream, expected, this.events.length - 1);
      for (const event of events) this.add(stream, event);
    }
    if (this.#answersToLose > 0) {
      this.#answersToLose -= 1;
      throw new OutcomeUnknown('the answer was lost');
    }
    return first + events.length - 1;
  }

  async *read(_stream: string, { from = 0 } = {}): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    if (from < this.events.length) yield structuredClone(this.events.slice(from));
  }

  async head(): Promise<number | undefined> {
    return this.events.at(-1)?.revision;
  }

  async *subscribe(): AsyncGenerator<never, void, undefined> {}

  async close(): Promise<void> {}
}
