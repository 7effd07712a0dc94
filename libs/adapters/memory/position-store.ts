import type { PositionStore } from '#store/position-store.js';

/** Positions of consumers in process memory, for tests and trials. */
export class MemoryPositionStore implements PositionStore {
  readonly #positions = new Map<string, string>();

  async load(consumer: string): Promise<string | undefined> {
    return this.#positions.get(consumer);
  }

  async save(consumer: string, position: string): Promise<void> {
    this.#positions.set(consumer, position);
  }
}
