import { DomainError } from '#model/errors.js';
import type { Asker } from '../../questions/asker.js';
import type { When } from '../../questions/as-of.js';
import { Footing } from './footing.js';

/** Refuses people who have nothing to do with the resource; the past is history for everybody. */
export function maySee(asker: Asker, when: When, ref: string | undefined): void {
  asker.needs('read');
  if (when.asOf !== undefined) return asker.needsHistory(ref);
  if (asker.person === undefined || ref === undefined) return;
  const view = asker.ledger.live();
  const node = view.find(ref);
  if (node !== undefined && new Footing(view, asker.person).isOn(node)) return;
  throw new DomainError(
    'FORBIDDEN',
    'this needs something to do with that resource: any permission there, or a role below it',
  );
}

/** Which resources to show: of the past all, of the present those that the person has to do with. */
export function visibleTo(asker: Asker, when: When): (node: number) => boolean {
  if (asker.person === undefined || when.asOf !== undefined) return () => true;
  const footing = new Footing(asker.ledger.live(), asker.person);
  return (node) => footing.isOn(node);
}
