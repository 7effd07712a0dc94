import { type Before, beforeOf } from '#audit/before.js';
import { inWords } from '#audit/words.js';
import type { Ledger } from '#ledger/ledger.js';
import type { PresentedEvent } from '#ledger/present.js';

/** An event of the trail, or a refused attempt, in words as well as data. */
export type ToldEvent = PresentedEvent & {
  /** The event in one sentence. */
  readonly text: string;
  /** What it took the place of, where that is known. */
  readonly before?: Before;
};

export function told({ access, directory }: Ledger, event: PresentedEvent): ToldEvent {
  const before = beforeOf(access, event, (user) => directory.named(user));
  return {
    ...event,
    text: inWords(event, before),
    ...(Object.keys(before).length > 0 && { before }),
  };
}
