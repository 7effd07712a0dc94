import type { View } from '../view.js';
import { differences, type Holder } from './differences.js';

/** One permission that a holder gains or loses on a resource. */
export type ImpactLine = Holder & { readonly permission: string; readonly node: number };

export type Impact = {
  readonly gained: readonly ImpactLine[];
  readonly lost: readonly ImpactLine[];
  /** How many lines there are in all; at least so many where `truncated` is `counted`. */
  readonly counts: { readonly gained: number; readonly lost: number };
  /** `lines`: not all of them are listed. `counted`: the search itself stopped at its budget. */
  readonly truncated: 'lines' | 'counted' | undefined;
};

export type ImpactLimits = {
  /** How many lines of each kind are listed. */
  readonly lines: number;
  /** How many lines are looked at before the search stops. */
  readonly budget: number;
};

export const impactLimits: ImpactLimits = { lines: 1_000, budget: 200_000 };

/** Who gains and who loses what between two moments; `from` is absent for an organization that begins. */
export function impactOf(from: View | undefined, to: View, limits: ImpactLimits = impactLimits): Impact {
  const gained = new Lines(limits.lines);
  const lost = new Lines(limits.lines);
  let truncated: Impact['truncated'];
  for (const { holder, node, permission, kind } of changes(from ?? atFoundation(to), to)) {
    if (gained.count + lost.count >= limits.budget) {
      truncated = 'counted';
      break;
    }
    (kind === 'gained' ? gained : lost).add({ ...holder, permission, node });
  }
  if (truncated === undefined && (gained.isCut || lost.isCut)) truncated = 'lines';
  return {
    gained: gained.kept,
    lost: lost.kept,
    counts: { gained: gained.count, lost: lost.count },
    truncated,
  };
}

class Lines {
  readonly kept: ImpactLine[] = [];
  count = 0;

  constructor(private readonly limit: number) {}

  get isCut(): boolean {
    return this.count > this.kept.length;
  }

  add(line: ImpactLine): void {
    this.count += 1;
    if (this.kept.length < this.limit) this.kept.push(line);
  }
}

type Line = { holder: Holder; node: number; permission: string; kind: 'gained' | 'lost' };

function* changes(from: View, to: View): Generator<Line> {
  for (const { node, gained, lost, changed: _, causes: __, ...holder } of differences(from, to)) {
    for (const permission of gained) yield { holder, node, permission, kind: 'gained' };
    for (const permission of lost) yield { holder, node, permission, kind: 'lost' };
  }
}

/** At its first event an organization has a model, and nobody and nothing else. */
function atFoundation({ access, instant }: View): View {
  return access.view(0, instant);
}
