import type { Access } from '#access/access.js';
import type { Impact, ImpactLine } from '#access/differences/impact.js';
import type { Names } from './present.js';

/** One permission that somebody gains or loses: a person, or everybody who holds a role at a place. */
export type PresentedLine = { readonly permission: string; readonly resource: string } & (
  | { readonly user: string }
  | { readonly role: string; readonly place: string; readonly holders: number }
);

/** Who would gain and lose what. `counts` are of all lines, also those that are not listed. */
export type PresentedImpact = {
  readonly gained: readonly PresentedLine[];
  readonly lost: readonly PresentedLine[];
  readonly counts: { readonly gained: number; readonly lost: number };
  /** Whether not all lines are listed. */
  readonly truncated: boolean;
  /** Whether there are more lines than were counted: the search stopped at its budget. */
  readonly countsAtLeast: boolean;
};

export const noImpact: PresentedImpact = {
  gained: [],
  lost: [],
  counts: { gained: 0, lost: 0 },
  truncated: false,
  countsAtLeast: false,
};

export function presentImpact(
  { gained, lost, counts, truncated }: Impact,
  { tree, roles }: Access,
  names: Names,
): PresentedImpact {
  const line = (of: ImpactLine): PresentedLine => {
    const what = { permission: of.permission, resource: tree.ref(of.node) };
    if ('person' in of) return { user: names(of.person), ...what };
    return { role: roles.id(of.role), place: tree.ref(of.place), holders: of.holders, ...what };
  };
  return {
    gained: gained.map(line),
    lost: lost.map(line),
    counts,
    truncated: truncated !== undefined,
    countsAtLeast: truncated === 'counted',
  };
}
