import type { GrantlineError } from './error.js';

const step = 100;
const most = 5_000;
const second = 1_000;

/** Whether trying again can help and does no harm. */
export function worthRepeating({ code, status }: GrantlineError, repeatable: boolean): boolean {
  // Whoever is sent away for asking too often has caused nothing.
  if (status === 429) return true;
  return repeatable && (code === 'UNREACHABLE' || status === 503);
}

/**
 * Milliseconds to wait before the next try: doubling, and with chance in it, so that those who failed together do not
 * come back together. Never less than the service asked for.
 *
 * @param tries how many have failed so far
 */
export function pause(tries: number, retryAfter = 0, random: () => number = Math.random): number {
  const longest = Math.min(most, step * 2 ** tries);
  return retryAfter * second + longest * (0.5 + random() / 2);
}

/** Waits; ends early, with the reason of the signal, when that is aborted. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => reject(signal.reason);
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
