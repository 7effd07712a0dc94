import { aborted, unreachable } from './failure.js';

/**
 * The bytes of an answer while they arrive. Whoever stops early closes the connection.
 *
 * @throws GrantlineError UNREACHABLE when they break off, ABORTED when the signal of the call ends them
 */
export async function* bytesOf(
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw signal?.aborted ? aborted(signal, requestId) : unreachable(cause, requestId);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
