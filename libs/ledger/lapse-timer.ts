import type { Surroundings } from './surroundings.js';

/** The longest time that a timer of the platform takes. */
const longest = 2 ** 31 - 1;

/** Rings when the next fact lapses, so that it is recorded also when nobody asks for anything. */
export class LapseTimer {
  #stop: (() => void) | undefined;
  #at: number | undefined;

  constructor(
    private readonly ring: () => void,
    private readonly surroundings: Surroundings,
  ) {}

  /** Sets the timer anew; `undefined` when nothing will lapse. */
  set(at: number | undefined): void {
    if (at === this.#at) return;
    this.stop();
    if (at === undefined) return;
    this.#at = at;
    const wait = Math.min(Math.max(at - this.surroundings.clock(), 0), longest);
    this.#stop = this.surroundings.alarm(wait, () => {
      this.#at = undefined;
      // After the longest wait there may be more to wait for.
      if (this.surroundings.clock() < at) this.set(at);
      else this.ring();
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#at = undefined;
  }
}
