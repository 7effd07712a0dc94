import { beforeOf } from '#audit/before.js';
import { inWords } from '#audit/words.js';
import { Listing } from '#client/listing.js';
import type { ToldEvent, TrailEntry, TrailFilter, TrailOrder } from '#client/trail.js';
import type { Ledger } from '#ledger/ledger.js';
import type { PresentedEvent } from '#ledger/present.js';
import { setTimeout } from 'node:timers/promises';

const entriesOnAPage = 1_000;
const millisecondsBetweenLooks = 250;

/** Events, or refused attempts, page by page. */
export function trail(
  open: () => Promise<Ledger>,
  { since, until, order, ...filter }: TrailFilter & TrailOrder,
): Listing<TrailEntry> {
  return new Listing<TrailEntry>(() => {
    let from: { readonly pinned: number; readonly revision: number } | undefined;
    return async () => {
      const ledger = await open();
      const page = await ledger.trail({
        ...filter,
        since: timeOf(since),
        until: timeOf(until),
        order: order ?? (filter.after === undefined ? 'newest' : 'oldest'),
        limit: entriesOnAPage,
        ...(from !== undefined && { from }),
      });
      from = page.next;
      return {
        items: page.events.map((event) => told(ledger, event)),
        revision: page.revision,
        // Nobody but this reader is asked to go on.
        nextCursor: from === undefined ? null : 'more',
      };
    };
  });
}

/** What a service appends to the ledger from now on, or from behind `after`, until the signal ends it. */
export async function* follow(
  open: () => Promise<Ledger>,
  { signal, ...filter }: TrailFilter & { readonly signal?: AbortSignal | undefined },
): AsyncGenerator<TrailEntry, void, undefined> {
  const ledger = await open();
  let after = filter.after ?? ledger.durable;
  for (;;) {
    if (signal?.aborted) return;
    await ledger.catchUp();
    const { durable } = ledger;
    for await (const entry of trail(open, { ...filter, after, order: 'oldest' })) {
      if (entry.revision <= durable) yield entry;
    }
    after = durable;
    await setTimeout(millisecondsBetweenLooks, undefined, { signal }).catch(() => {});
  }
}

/** An event with what it says in words, and what it took the place of. */
export function told({ access, directory }: Ledger, event: PresentedEvent): TrailEntry & ToldEvent {
  const before = beforeOf(access, event, (user) => directory.named(user));
  return {
    ...event,
    text: inWords(event, before),
    ...(Object.keys(before).length > 0 && { before }),
  };
}

/** UTC milliseconds. */
export function timeOf(instant: string | Date | undefined): number | undefined {
  return instant === undefined ? undefined : new Date(instant).getTime();
}
