import { placesFor } from '#access/rights.js';
import type { PresentedEvent } from '#ledger/present.js';
import type { Asker } from '../../questions/asker.js';
import { liesIn } from './places.js';

/** Which events of the trail somebody may read. */
export type Audience = (event: PresentedEvent) => boolean;

/**
 * Everything for a service with `audit` and for a person with `view_audit` at the resource, or else at the root. Where
 * nobody can hold that right at the root, a person reads what is about the places where they hold it.
 *
 * @throws DomainError FORBIDDEN
 */
export function audienceOf(asker: Asker, resource: string | undefined): Audience {
  asker.needs('audit');
  const { person, ledger } = asker;
  if (person === undefined || asker.hasRight(['view_audit'], resource)) return () => true;
  const view = ledger.live();
  const places = resource === undefined ? placesFor(view, person, 'view_audit') : undefined;
  if (places === undefined || places.size === 0) {
    asker.needsRight(['view_audit'], resource);
    return () => false;
  }
  return (event) => liesIn(view, places, event);
}
