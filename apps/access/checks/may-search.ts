import type { Asker } from '../questions/asker.js';
import type { When } from '../questions/as-of.js';

/**
 * People search what concerns themselves freely, and others with `list_members`: at the resource, or at the root where
 * the search is about no resource. The past is history for everybody.
 */
export function maySearch(asker: Asker, when: When, subject: string | undefined, ref?: string): void {
  asker.needs('search');
  if (subject === undefined || !asker.isSelf(subject)) asker.needsRight(['list_members'], ref);
  if (when.asOf !== undefined) asker.needsHistory(ref);
}
