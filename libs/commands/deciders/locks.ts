import type { Lock } from '#events/grant.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from '../deliberation.js';
import { refuse } from '../refuse.js';

/** Parts of a role that the model locks are refused to everybody. */
export function refuseLocked(d: Deliberation, role: string, lock: Lock): void {
  if (d.findRole(role)?.state.locked.includes(lock) !== true) return;
  const model = quoted(d.model.name);
  refuse('ROLE_LOCKED', `the ${lock} of role ${quoted(role)} cannot be changed in model ${model}`);
}
