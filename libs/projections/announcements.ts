import type { PlacedEvent } from '#store/event-store.js';
import type { Consumer } from './consumer.js';

type Listener = (revision: number) => void;

/** Tells whoever listens how far streams have grown. Holds nothing: what there is to read is in the store. */
export class Announcements implements Consumer {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Calls back with the last revision of the stream whenever there is more; the answer ends that. */
  listen(stream: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(stream) ?? new Set();
    this.#listeners.set(stream, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(stream) === listeners) this.#listeners.delete(stream);
    };
  }

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    const grown = new Map<string, number>();
    for (const { stream, revision } of events) if (this.#listeners.has(stream)) grown.set(stream, revision);
    for (const [stream, revision] of grown) {
      for (const listener of this.#listeners.get(stream) ?? []) listener(revision);
    }
  }
}
