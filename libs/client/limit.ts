import { GrantlineError } from './error.js';
import { aborted, unreachable } from './failure.js';

/** Timers count no further: longer is for ever. */
const longest = 2 ** 31 - 1;

/** How long a call may take, and who else may end it. */
export class Limit {
  /** Aborted when the call is to end. */
  readonly signal: AbortSignal;
  readonly #late = new AbortController();
  readonly #ends: number;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(
    readonly milliseconds: number,
    readonly requestId: string,
    readonly caller: AbortSignal | undefined,
  ) {
    this.#ends = performance.now() + milliseconds;
    this.#timer = setTimeout(() => this.#late.abort(), Math.min(milliseconds, longest));
    this.signal = caller === undefined ? this.#late.signal : AbortSignal.any([caller, this.#late.signal]);
  }

  /** Milliseconds that are left. */
  get left(): number {
    return this.#ends - performance.now();
  }

  /** What is promised, unless the call is to end before it is there. */
  async within<T>(promised: T | Promise<T>): Promise<T> {
    const { promise: over, reject } = Promise.withResolvers<never>();
    const end = () => reject(this.signal.reason);
    if (this.signal.aborted) end();
    this.signal.addEventListener('abort', end, { once: true });
    try {
      return await Promise.race([over, promised]);
    } finally {
      this.signal.removeEventListener('abort', end);
    }
  }

  /** What the call failed of, given what came of it. */
  failure(cause: unknown): GrantlineError {
    const { caller, requestId, milliseconds } = this;
    if (caller?.aborted) return aborted(caller, requestId);
    if (this.#late.signal.aborted) {
      return new GrantlineError({
        code: 'TIMEOUT',
        detail: `there was no answer within ${milliseconds} ms`,
        requestId,
      });
    }
    return cause instanceof GrantlineError ? cause : unreachable(cause, requestId);
  }

  /** The answer is there: the time no longer counts, while the caller may still end what is left of it. */
  lift(): void {
    clearTimeout(this.#timer);
  }
}
