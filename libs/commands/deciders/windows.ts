import type { Window } from '#events/grant.js';
import type { Deliberation } from '../deliberation.js';
import { refuse } from '../refuse.js';

/** What is over already would give nothing to anybody: bad input, whoever sends it. */
export function refuseEnded(d: Deliberation, { until }: Window): void {
  if (until === undefined || Date.parse(until) > d.context.now) return;
  refuse('MALFORMED', `\`until\` is \`${until}\`, which is not after now, give a later end`);
}

/** The window of a command's data, names without a value left out. */
export function windowOf({ from, until }: Window): Window {
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}
