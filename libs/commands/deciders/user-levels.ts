import { lapsed, type Period } from '#access/assignments.js';
import type { LedgerEvent } from '#events/event.js';
import type { Window } from '#events/grant.js';
import type { Facet } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
import { typeName, type Deliberation, type Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { refuseSeveralLevels, refuseUnknownLevels, type Given } from './levels.js';
import { refuseEnded, windowOf } from './windows.js';

export function grantToUser(d: Deliberation, user: string, data: CommandData<'GrantPermission'>): Events {
  const { scope: resource, give } = data;
  refuseEnded(d, data);
  refuseUnavailable(d, Object.keys(give));
  permit(d, 'GrantPermission', [{ action: 'set_user_grant', at: d.find(resource) }], [user]);
  const person = d.member(user);
  const wanted = known(d, give);
  refuseUnknownLevels(wanted);
  const unknown = Object.keys(give).find((name) => !d.model.facets.has(name));
  if (unknown !== undefined) refuse('UNKNOWN_FACET', `the model has no facet ${quoted(unknown)}`);
  refuseSeveralLevels(wanted);
  for (const { facet } of wanted) refuseMisplaced(facet, resource);
  const node = d.resource(resource);
  return wanted.flatMap(({ facet: { name: facet }, level }): LedgerEvent[] => {
    const present = d.access.userLevels.get(person, node, facet, d.revision);
    const stands = present !== undefined && !lapsed(present.period, d.context.now);
    if (stands && present.level.join() === level.join() && sameWindow(present.period, data)) return [];
    const given = { person, resource, facet, level, ...windowOf(data) };
    return [{ type: 'PermissionGranted', data: given }];
  });
}

export function revokeFromUser(d: Deliberation, user: string, data: CommandData<'RevokePermission'>): Events {
  const { scope: resource, facet } = data;
  const node = d.find(resource);
  refuseUnavailable(d, facet === undefined ? [] : [facet]);
  permit(d, 'RevokePermission', [{ action: 'set_user_grant', at: node }], [user]);
  const person = d.context.directory.find(user);
  const levels = person === undefined ? [] : [...d.access.userLevels.of(person, d.revision)];
  const held = levels.filter(
    (level) =>
      level.node === node &&
      (facet === undefined || level.facet === facet) &&
      !lapsed(level.level.period, d.context.now),
  );
  if (held.length === 0) {
    refuse('NO_USER_LEVEL', `${quoted(user)} has no level of the own on ${quoted(resource)}`);
  }
  return held.map((level) => ({
    type: 'PermissionRevoked',
    data: { person: level.person, resource, facet: level.facet },
  }));
}

/** Refused to everybody where one of the facets, or every facet there is, is given to roles alone. */
function refuseUnavailable({ model }: Deliberation, facets: readonly string[]): void {
  const named = facets.map((name) => model.facets.get(name)).filter((facet) => facet !== undefined);
  const any = [...model.facets.values()].some((facet) => facet.userGrants);
  if (any && named.every((facet) => facet.userGrants)) return;
  const what = `in model ${quoted(model.name)} this is given to roles, not to people`;
  refuse('USER_GRANTS_NOT_AVAILABLE', what);
}

function known(d: Deliberation, give: CommandData<'GrantPermission'>['give']): Given[] {
  return Object.entries(give).flatMap(([name, level]) => {
    const facet = d.model.facets.get(name);
    return facet === undefined ? [] : [{ facet, level }];
  });
}

function refuseMisplaced({ name, type }: Facet, resource: string): void {
  if (typeName(resource) === type) return;
  const what = `facet ${quoted(name)} lives on ${quoted(type)}, not on ${quoted(resource)}`;
  refuse('FACET_NOT_ON_TYPE', what);
}

function sameWindow(period: Period | undefined, { from, until }: Window): boolean {
  const time = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return period?.from === time(from) && period?.until === time(until);
}
