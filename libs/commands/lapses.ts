import type { Access } from '#access/access.js';
import type { LedgerEvent } from '#events/event.js';

/** What `from` and `until` have done by now and no event tells yet. A late one never left access open: it only records. */
export function lapses(access: Access, now: number): LedgerEvent[] {
  return due(access)
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** UTC milliseconds of the next lapse, `undefined` if none is to come. */
export function nextLapse(access: Access): number | undefined {
  let next: number | undefined;
  for (const { at } of due(access)) if (next === undefined || at < next) next = at;
  return next;
}

type Due = { readonly at: number; readonly event: LedgerEvent };

function due(access: Access): Due[] {
  if (access.isClosed(access.revision)) return [];
  return [...assignments(access), ...userLevels(access), ...invitations(access)];
}

function* assignments({ assignments, tree, roles, revision }: Access): Generator<Due> {
  for (const { slot, period, started } of assignments.withPeriod()) {
    const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
    if (!tree.exists(place, revision) || roles.state(role, revision) === undefined) continue;
    const data = { person: assignments.personOf(slot), role: roles.id(role), place: tree.ref(place) };
    if (period.from !== undefined && !started)
      yield { at: period.from, event: { type: 'RoleStarted', data } };
    if (period.until !== undefined) yield { at: period.until, event: { type: 'RoleExpired', data } };
  }
}

function* userLevels({ userLevels, tree, revision }: Access): Generator<Due> {
  for (const { person, node, facet, level } of userLevels.withPeriod(revision)) {
    if (!tree.exists(node, revision)) continue;
    const data = { person, resource: tree.ref(node), facet };
    const { from, until } = level.period!;
    if (from !== undefined && level.started === undefined) {
      yield { at: from, event: { type: 'PermissionStarted', data } };
    }
    if (until !== undefined) yield { at: until, event: { type: 'PermissionExpired', data } };
  }
}

function* invitations({ people }: Access): Generator<Due> {
  for (const { person, invitation } of people.invited()) {
    if (invitation.recorded) continue;
    yield { at: invitation.expires, event: { type: 'InvitationExpired', data: { person } } };
  }
}
