import type { Announcements } from '#projections/announcements.js';

/** Tells one listener that a stream has grown. */
export class Bell {
  /** The last revision that was told of, -1 before the first. */
  known = -1;
  #heard = -1;
  #rung = Promise.withResolvers<void>();
  readonly #silence: () => void;

  constructor(announcements: Announcements, stream: string) {
    this.#silence = announcements.listen(stream, (revision) => {
      this.known = Math.max(this.known, revision);
      this.#rung.resolve();
    });
  }

  /**
   * Waits until the stream has grown since the last time, at most so many milliseconds and until the signal aborts.
   * Resolves with whether it has grown.
   */
  async next(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (this.known === this.#heard && !signal.aborted) await this.#ring(milliseconds, signal);
    const grown = this.known > this.#heard;
    this.#heard = this.known;
    this.#rung = Promise.withResolvers();
    return grown;
  }

  stop(): void {
    this.#silence();
  }

  async #ring(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = this.#rung;
    const timer = setTimeout(resolve, milliseconds);
    const abort = (): void => resolve();
    signal.addEventListener('abort', abort, { once: true });
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
