import { setImmediate } from 'node:timers/promises';

/** Milliseconds after which everybody else has a turn. */
const turn = 10;

/** Keeps long work from holding up everybody else: whoever works asks between two steps whether to pause. */
export class Turns {
  #began = performance.now();
  #before = 0;

  get isOver(): boolean {
    return performance.now() - this.#began >= turn;
  }

  /** Milliseconds of work in all turns so far. */
  get worked(): number {
    return this.#before + performance.now() - this.#began;
  }

  async pause(): Promise<void> {
    this.#before = this.worked;
    await setImmediate();
    this.#began = performance.now();
  }
}
