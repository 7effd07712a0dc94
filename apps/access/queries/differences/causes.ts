import type { Ledger } from '#ledger/ledger.js';
import { told, type ToldEvent } from '../trail/told.js';

/** Bytes of events that an answer repeats: an event can be long, and stand at every change that it made. */
const bytesMax = 8 * 1024 * 1024;

/** The events that changes were caused by, each read once. */
export class Causes {
  readonly #events = new Map<number, Promise<ToldEvent>>();
  #bytes = 0;

  constructor(private readonly ledger: Ledger) {}

  /** `undefined` when there is no more room for events. */
  async of(revisions: readonly number[]): Promise<readonly ToldEvent[] | undefined> {
    const events = await Promise.all(revisions.map((revision) => this.#event(revision)));
    this.#bytes += JSON.stringify(events).length;
    return this.#bytes > bytesMax ? undefined : events;
  }

  #event(revision: number): Promise<ToldEvent> {
    let event = this.#events.get(revision);
    if (event === undefined) this.#events.set(revision, (event = this.#read(revision)));
    return event;
  }

  async #read(revision: number): Promise<ToldEvent> {
    const { events } = await this.ledger.trail({ after: revision - 1, order: 'oldest', limit: 1 });
    // A revision that the fold knows is there.
    return told(this.ledger, events[0]!);
  }
}
