import type { Level } from '#events/grant.js';
import type { Facet } from '#model/compiled.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import type { CommandData } from './schema.js';

export function overrideDashboard(d: Deliberation, data: CommandData<'OverrideDashboard'>): Events {
  const { resource, roles } = data;
  const facet = overridable(d, resource, data.facet);
  const node = d.find(resource);
  // Asked above the resource: no list can lock out the people who may change it.
  d.permit('OverrideDashboard', [{ action: 'set_override', at: d.parentOf(node) }]);
  const lines = Object.entries(roles);
  for (const [id] of lines) d.role(id);
  for (const [, level] of lines) checkLevel(facet, level);
  const where = d.resource(resource);
  const present = d.view.override(facet, where);
  const same =
    present?.size === lines.length &&
    lines.every(([id, level]) => present.get(d.role(id).number)?.join() === level.join());
  return same ? [] : [{ type: 'DashboardOverridden', data: { resource, facet: facet.name, roles } }];
}

export function clearDashboardOverride(d: Deliberation, data: CommandData<'ClearDashboardOverride'>): Events {
  const { resource } = data;
  const facet = overridable(d, resource, data.facet);
  const node = d.find(resource);
  d.permit('ClearDashboardOverride', [{ action: 'set_override', at: d.parentOf(node) }]);
  if (node === undefined || d.view.override(facet, node) === undefined) {
    refuse('NO_OVERRIDE', `there is no list on \`${resource}\``);
  }
  return [{ type: 'DashboardOverrideCleared', data: { resource, facet: facet.name } }];
}

/** The facet whose list is meant: the one named, or the one that the resource's type has. */
function overridable(d: Deliberation, resource: string, name: string | undefined): Facet {
  const type = resource.slice(0, resource.indexOf(':'));
  const facets = [...d.model.facets.values()].filter(
    (facet) =>
      facet.override !== undefined && facet.type === type && (name === undefined || facet.name === name),
  );
  if (facets.length > 1) {
    const names = facets.map((facet) => `\`${facet.name}\``).join(', ');
    refuse('MALFORMED', `name one facet of ${names}`);
  }
  return (
    facets[0] ??
    refuse('OVERRIDE_NOT_AVAILABLE', `no list can be kept on \`${resource}\` in model \`${d.model.name}\``)
  );
}

function checkLevel(facet: Facet, level: Level): void {
  const unknown = level.find((name) => !facet.knows(name));
  if (unknown !== undefined) refuse('UNKNOWN_LEVEL', `facet \`${facet.name}\` has no level \`${unknown}\``);
  if (facet.pick === 'one' && level.length > 1) {
    refuse('ONE_LEVEL_ONLY', `facet \`${facet.name}\` takes one level at a time`);
  }
}
