import { lapsed, type Period } from '#access/assignments.js';
import type { LedgerEvent } from '#events/event.js';
import type { Level } from '#events/grant.js';
import type { Facet } from '#model/compiled.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import type { CommandData } from './schema.js';
import { checkWindow, windowOf } from './windows.js';

export function grantToUser(d: Deliberation, user: string, data: CommandData<'GrantPermission'>): Events {
  const { scope: resource, give } = data;
  const node = d.find(resource);
  refuseUnavailable(d, Object.keys(give));
  d.permit('GrantPermission', [{ action: 'set_user_grant', at: node }], [user]);
  const person = d.member(user);
  const wanted = Object.entries(give).map(([name, level]) => ({ facet: facetOf(d, name), level }));
  for (const { facet, level } of wanted) refuseUnknownLevels(facet, level);
  for (const { facet, level } of wanted) refuseMisplaced(facet, level, resource);
  checkWindow(data, d.context.now);
  const window = windowOf(data);
  const where = d.resource(resource);
  return wanted.flatMap(({ facet, level }): LedgerEvent[] => {
    const present = d.access.userLevels.get(person, where, facet.name, d.revision);
    const same =
      present !== undefined &&
      !lapsed(present.period, d.context.now) &&
      present.level.join() === level.join() &&
      sameWindow(present.period, data);
    if (same) return [];
    return [{ type: 'PermissionGranted', data: { person, resource, facet: facet.name, level, ...window } }];
  });
}

export function revokeFromUser(d: Deliberation, user: string, data: CommandData<'RevokePermission'>): Events {
  const { scope: resource, facet } = data;
  const node = d.find(resource);
  refuseUnavailable(d, facet === undefined ? [] : [facet]);
  d.permit('RevokePermission', [{ action: 'set_user_grant', at: node }], [user]);
  const person = d.context.directory.find(user);
  const held =
    person === undefined
      ? []
      : [...d.access.userLevels.of(person, d.revision)].filter(
          (level) =>
            level.node === node &&
            (facet === undefined || level.facet === facet) &&
            !lapsed(level.level.period, d.context.now),
        );
  if (held.length === 0) refuse('NO_USER_LEVEL', `\`${user}\` has no level of the own on \`${resource}\``);
  return held.map((level) => ({
    type: 'PermissionRevoked',
    data: { person: level.person, resource, facet: level.facet },
  }));
}

/** Refused to everybody where none of the facets, or no facet at all, can be given to people. */
function refuseUnavailable(d: Deliberation, facets: readonly string[]): void {
  const all = [...d.model.facets.values()];
  const named = facets.map((name) => d.model.facets.get(name)).filter((facet) => facet !== undefined);
  const available = all.some((facet) => facet.userGrants) && named.every((facet) => facet.userGrants);
  if (!available) {
    refuse('USER_GRANTS_NOT_AVAILABLE', `in model \`${d.model.name}\` this is given to roles, not to people`);
  }
}

function facetOf(d: Deliberation, name: string): Facet {
  return d.model.facets.get(name) ?? refuse('UNKNOWN_FACET', `the model has no facet \`${name}\``);
}

function refuseUnknownLevels(facet: Facet, level: Level): void {
  const unknown = level.find((name) => !facet.knows(name));
  if (unknown !== undefined) refuse('UNKNOWN_LEVEL', `facet \`${facet.name}\` has no level \`${unknown}\``);
}

function refuseMisplaced(facet: Facet, level: Level, resource: string): void {
  if (facet.pick === 'one' && level.length > 1) {
    refuse('ONE_LEVEL_ONLY', `facet \`${facet.name}\` takes one level at a time`);
  }
  if (!resource.startsWith(`${facet.type}:`)) {
    refuse('FACET_NOT_ON_TYPE', `facet \`${facet.name}\` lives on \`${facet.type}\`, not on \`${resource}\``);
  }
}

function sameWindow(period: Period | undefined, { from, until }: { from?: string; until?: string }): boolean {
  const time = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return period?.from === time(from) && period?.until === time(until);
}
