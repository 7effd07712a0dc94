import type { Window } from '#events/grant.js';
import { refuse } from './deliberation.js';

/** A window that is over already would give nothing to anybody. */
export function checkWindow({ until }: Window, now: number): void {
  if (until !== undefined && Date.parse(until) <= now) {
    refuse('MALFORMED', `\`until\` is \`${until}\`, which is not after now`);
  }
}

/** The window of a command's data, names without a value left out. */
export function windowOf({ from, until }: Window): Window {
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}
