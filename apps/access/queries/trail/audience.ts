import { placesFor } from '#access/rights.js';
import type { PresentedEvent } from '#ledger/present.js';
import type { Asker } from '../../questions/asker.js';
import { liesIn } from './places.js';

/**
 * Where somebody may read what happened, at and below which resources; `undefined` for everywhere. A service with
 * `audit` may everywhere, and so may a person with `view_audit` at the resource, or else at the root. Where nobody can
 * hold that right at the root, a person may in the places where they hold it.
 *
 * @throws DomainError FORBIDDEN
 */
export function auditedPlaces(asker: Asker, resource: string | undefined): ReadonlySet<number> | undefined {
  asker.needs('audit');
  const { person, ledger } = asker;
  if (person === undefined || asker.hasRight(['view_audit'], resource)) return undefined;
  const places = resource === undefined ? placesFor(ledger.live(), person, 'view_audit') : new Set<number>();
  if (places.size === 0) asker.needsRight(['view_audit'], resource);
  return places;
}

/** Which events of the trail somebody may read. */
export type Audience = (event: PresentedEvent) => boolean;

/** @throws DomainError FORBIDDEN */
export function audienceOf(asker: Asker, resource: string | undefined): Audience {
  const places = auditedPlaces(asker, resource);
  if (places === undefined) return () => true;
  const view = asker.ledger.live();
  return (event) => liesIn(view, places, event);
}
