/** Lets readers of a store sleep until something was written. */
export class Arrivals {
  #count = 0;
  #sleepers = new Set<() => void>();

  /** Grows with every announcement. Take it before reading: what is written in between is then not slept over. */
  get count(): number {
    return this.#count;
  }

  announce(): void {
    this.#count += 1;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** Resolves when there was an announcement after `count` was taken, or when `signal` aborts. */
  async after(count: number, signal: AbortSignal): Promise<void> {
    if (this.#count !== count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
