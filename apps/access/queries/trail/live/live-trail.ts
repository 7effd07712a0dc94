import type { Ledger } from '#ledger/ledger.js';
import type { TrailFilter } from '#ledger/trail/trail-query.js';
import type { Audience } from '../audience.js';
import { told } from '../told.js';
import type { Bell } from './bell.js';
import { comment, frame, greeting } from './frames.js';

/** Where somebody who may still look reads the trail, and what of it. */
export type Looking = { readonly ledger: Ledger; readonly audience: Audience };

export type LiveTrail = {
  /** Revision behind which it begins. */
  readonly after: number;
  readonly filter: Omit<TrailFilter, 'after'>;
  readonly bell: Bell;
  /** Milliseconds of silence after which a sign of life is sent. */
  readonly heartbeat: number;
  readonly signal: AbortSignal;
  /**
   * Looks again who asks, once a revision is there.
   *
   * @throws DomainError when they may not look any more
   */
  look(atLeast: number): Promise<Looking>;
};

/** Events that are read at once. */
const most = 100;

/**
 * The trail from a revision on, and what is added to it, as the text of server-sent events. Rights are looked at before
 * every page and with every sign of life. Reads only when it is asked for more, so a slow reader costs no memory.
 */
export async function* liveTrail(trail: LiveTrail): AsyncGenerator<string, void, undefined> {
  const { filter, bell, heartbeat, signal } = trail;
  let { after } = trail;
  yield greeting(after);
  while (!signal.aborted) {
    const { ledger, audience } = await trail.look(bell.known);
    const { events, next, revision } = await ledger.trail({ ...filter, after, order: 'oldest', limit: most });
    for (const event of events) if (audience(event)) yield frame(told(ledger, event));
    after = next === undefined ? Math.max(after, revision) : next.revision - 1;
    if (next !== undefined) continue;
    const grown = await bell.next(heartbeat, signal);
    if (!grown && !signal.aborted) yield comment('still here');
  }
}
