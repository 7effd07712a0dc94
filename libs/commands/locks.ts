import type { Lock } from '#events/grant.js';
import { refuse, type Deliberation } from './deliberation.js';

/** Parts of a role that the model locks are refused to everybody. */
export function refuseLocked(d: Deliberation, role: string, lock: Lock): void {
  const locked = d.findRole(role)?.state.locked.includes(lock);
  if (locked)
    refuse('ROLE_LOCKED', `the ${lock} of role \`${role}\` cannot be changed in model \`${d.model.name}\``);
}
