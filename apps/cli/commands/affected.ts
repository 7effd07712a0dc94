import type { Affected } from '#client/trail.js';

/** A person, or everybody who holds a role at a place. */
export function whose(affected: Affected): string {
  if ('user' in affected) return affected.user;
  const { role, place, holders } = affected;
  const many = holders === undefined ? '' : ` (${holders})`;
  return `everybody with ${role} at ${place}${many}`;
}
