/** Readers that wait for a revision to be durable. */
export class WaitingReaders {
  readonly #waiting = new Set<{ readonly revision: number; resolve(): void }>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Resolves when the revision is reached, or when `patience` does. */
  async for(revision: number, patience: Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const reader = { revision, resolve };
    this.#waiting.add(reader);
    await Promise.race([promise, patience]);
    this.#waiting.delete(reader);
  }

  reached(durable: number): void {
    for (const { revision, resolve } of this.#waiting) if (revision <= durable) resolve();
  }
}
