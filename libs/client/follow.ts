import { bytesOf } from './bytes.js';
import { GrantlineError } from './error.js';
import { aborted, notGrantline, unreadable } from './failure.js';
import type { OrganizationCalls, QuestionOptions } from './organization-calls.js';
import type { QueryParameters } from './path.js';
import { pause } from './retry.js';
import { messagesOf } from './server-sent-events.js';
import type { TrailEntry } from './trail.js';

/**
 * The trail while it is written. A connection that ends or breaks is made again for as long as it takes, and goes on
 * behind the last entry; only the first one may fail for want of a service. Ends when its walk does, or the signal.
 *
 * @throws GrantlineError when the service refuses, as it does once the right to look is gone
 */
export async function* follow(
  calls: OrganizationCalls,
  filter: QueryParameters,
  options: QuestionOptions,
): AsyncGenerator<TrailEntry, void, undefined> {
  const signal = options.signal ?? new AbortController().signal;
  let last = '';
  let opened = false;
  for (let failures = 0; ; failures += 1) {
    try {
      const headers = { accept: 'text/event-stream', ...(last !== '' && { 'last-event-id': last }) };
      const response = streamed(await calls.open('/events', filter, options, headers));
      opened = true;
      for await (const { id, data } of messagesOf(bytesOf(response, signal))) {
        failures = 0;
        last = id;
        yield entryOf(data);
      }
    } catch (error) {
      const passing = error instanceof GrantlineError && error.unavailable && error.code !== 'UNREADABLE';
      if (!opened || !passing) throw error;
    }
    await calls.wait(pause(failures), signal).catch((cause: unknown) => {
      throw signal.aborted ? aborted(signal) : cause;
    });
  }
}

/** Anything else would be read as a stream in which nothing happens. */
function streamed(response: Response): Response {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return response;
  void response.body?.cancel();
  throw unreadable(response, 'the answer is no stream of events');
}

function entryOf(data: string): TrailEntry {
  try {
    // That a message holds an entry is the contract of the service.
    return JSON.parse(data) as TrailEntry;
  } catch {
    throw notGrantline('an event came that is not JSON');
  }
}
