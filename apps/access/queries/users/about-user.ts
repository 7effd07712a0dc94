import type { Asker } from '../../questions/asker.js';
import type { When } from '../../questions/as-of.js';

/** People read about themselves freely, about others with `list_members`; the past is history for everybody. */
export function mayReadAbout(asker: Asker, user: string, when: When, ref?: string): void {
  if (!asker.isSelf(user)) return asker.mayRead(when, ['list_members'], ref);
  if (when.asOf !== undefined) asker.needsHistory(ref);
}
