import { type Difference, differencesInSteps, type Focus } from '#access/differences/differences.js';
import type { View } from '#access/view.js';
import { Turns } from '../../questions/turns.js';

/** One permission that somebody gained or lost on a resource, or has for other reasons than before. */
export type Change = { readonly difference: Difference; readonly permission: string };

export const kinds = ['gained', 'lost', 'changed'] as const;
export type Kind = (typeof kinds)[number];

export type Changes = Readonly<Record<Kind, readonly Change[]>> & {
  /** Whether there is more than is listed. */
  readonly truncated: boolean;
};

/** How far a search goes. */
export type Limits = {
  /** Changes of each kind that are listed. */
  readonly changes: number;
  /** Milliseconds of work. */
  readonly work: number;
};

/**
 * What differs between two moments, as far as the limits go. It gives way to others while it looks: the past stays what
 * it was.
 */
export async function changesBetween(
  from: View,
  to: View,
  focus: Focus,
  keep: (difference: Difference) => boolean,
  { changes: most, work }: Limits,
): Promise<Changes> {
  const found: Record<Kind, Change[]> = { gained: [], lost: [], changed: [] };
  let truncated = false;
  const asked = kinds.filter((kind) => kind !== 'changed' || focus.sources === true);
  const turns = new Turns();
  for (const difference of differencesInSteps(from, to, focus)) {
    if (difference !== undefined && keep(difference)) {
      for (const kind of kinds) {
        for (const permission of difference[kind]) {
          if (found[kind].length < most) found[kind].push({ difference, permission });
          else truncated = true;
        }
      }
    }
    if (truncated && asked.every((kind) => found[kind].length >= most)) break;
    if (!turns.isOver) continue;
    if (turns.worked > work) return { ...found, truncated: true };
    await turns.pause();
  }
  return { ...found, truncated };
}
