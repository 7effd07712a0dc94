import { compiledModel } from '#access/models.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel } from '#model/compiled.js';
import type { Deliberation } from '../deliberation.js';
import { giftsOf, uncovered } from './gifts.js';
import { Limit } from './limit.js';
import { reachesOf } from './reaches.js';
import { narrowedTypes, typesThatMatter } from './spots.js';
import { withResourcesToCome } from './to-come.js';

/**
 * Nobody gives more than they hold: what the events newly give must be effective for the caller already, at every place
 * it reaches. Judged on the difference of effective permissions, so taking away is free, and whatever widens access
 * counts, an override that is cleared as much as a grant. Costs follow resources and roles, never holders. For that it
 * is stricter than the difference for everybody, one by one:
 *   a change of a role, a list or a move counts by what a role gives by itself, whatever else its holders have,
 *   also where an assignment has yet to begin; a change of a role also at its home, whoever holds it there;
 *   a derived permission counts as given where holders of the role could have by others what it takes besides;
 *   what is given on all of a type, or below a resource, counts for resources to come.
 */
export function limitGiving(d: Deliberation, events: readonly LedgerEvent[]): void {
  const { access, context, model } = d;
  const { caller, now } = context;
  if (caller.kind !== 'person' || caller.person === undefined || !isLimited(d)) return;
  const giver = caller.person;
  const gifts = giftsOf(events);
  const reaches = reachesOf(d, events);
  if (gifts.length === 0 && reaches.length === 0) return;
  const places = [...reaches.map(({ below }) => below), ...gifts.map(({ place }) => d.find(place)!)];
  const models = [...new Set([model, ...events.flatMap(upgraded)])];
  const narrowed = narrowedTypes(access, events);
  const matters = typesThatMatter(models, narrowed);
  withResourcesToCome(access, new Set(places), { models, matters, now }, (firstToCome) => {
    const limit = new Limit(giver, events, { access, now, models, narrowed, matters, firstToCome });
    limit.hold([...reaches, ...uncovered(d, limit, gifts, events)]);
  });
}

function upgraded(event: LedgerEvent): CompiledModel[] {
  return event.type === 'OrganizationModelUpgraded' ? [compiledModel(event.data.model)] : [];
}

function isLimited({ access, revision, model }: Deliberation): boolean {
  return (access.settings(revision).grantLimit ?? model.grantLimit) === 'own';
}
