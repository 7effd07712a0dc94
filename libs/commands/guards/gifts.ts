import type { LedgerEvent } from '#events/event.js';
import type { Deliberation } from '../deliberation.js';
import type { Limit } from './limit.js';
import { personReaches, roleReach, type Reach } from './reaches.js';

/** A role that one person gets at a place. */
export type Gift = { readonly person: number; readonly role: string; readonly place: string };

/** The roles that the events give to people, but for those that the model or an earlier command promised them. */
export function giftsOf(events: readonly LedgerEvent[]): Gift[] {
  return events.flatMap(({ type, data }): Gift[] => {
    if (type === 'RoleAssigned') {
      return data.source === 'creator' || data.source === 'criteria' ? [] : [data];
    }
    if (type === 'RoleReplaced') return [data];
    if (type === 'OwnershipTransferred') return [{ ...data, person: data.to }];
    return [];
  });
}

/**
 * People whose gifts have to be judged one by one, since the giver does not hold everything that the role gives. What
 * the role gives is the most that anybody gains by it. Newcomers who get the same are judged once.
 */
export function uncovered(
  d: Deliberation,
  limit: Limit,
  gifts: readonly Gift[],
  events: readonly LedgerEvent[],
): Reach[] {
  const covered = new Map<string, boolean>();
  const isCovered = ({ role, place }: Gift): boolean => {
    const key = `${role} ${place}`;
    const node = d.find(place)!;
    if (!covered.has(key)) covered.set(key, limit.covers(roleReach(d, role, node, node)));
    return covered.get(key)!;
  };
  const people = new Map<string, Gift>();
  for (const gift of gifts.filter((gift) => !isCovered(gift))) {
    const who = isNew(d, gift.person) ? namesOf(gifts, gift.person) : gift.person;
    people.set(`${who} ${gift.place}`, gift);
  }
  return [...people.values()].flatMap(({ person, place }) =>
    personReaches(d, person, d.find(place)!, events),
  );
}

function isNew({ access, revision }: Deliberation, person: number): boolean {
  const level = access.userLevels.of(person, revision).next();
  return access.assignments.first(person, false) < 0 && level.done === true;
}

function namesOf(gifts: readonly Gift[], of: number): string {
  const same = gifts.filter(({ person }) => person === of);
  return same
    .map(({ role, place }) => `${role} ${place}`)
    .sort()
    .join();
}
