import type { Asker } from '../../questions/asker.js';
import type { When } from '../../questions/as-of.js';

/** What every member may read, as long as it is the present. */
export function mayReadAsMember(asker: Asker, when: When): void {
  asker.needs('read');
  if (when.asOf !== undefined) asker.needsHistory();
}
