import type { Facet } from '#model/compiled.js';
import { listed, quoted } from '#model/wording.js';
import { typeName, type Deliberation, type Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { refuseSeveralLevels, refuseUnknownLevels } from './levels.js';

export function overrideDashboard(d: Deliberation, data: CommandData<'OverrideDashboard'>): Events {
  const { resource, roles } = data;
  const facet = overridable(d, resource, data.facet);
  permitAbove(d, 'OverrideDashboard', resource);
  const lines = Object.entries(roles).map(([id, level]) => ({ role: d.role(id).number, facet, level }));
  refuseUnknownLevels(lines);
  refuseSeveralLevels(lines);
  const present = d.view.override(facet, d.resource(resource));
  const same =
    present?.size === lines.length &&
    lines.every(({ role, level }) => present.get(role)?.join() === level.join());
  return same ? [] : [{ type: 'DashboardOverridden', data: { resource, facet: facet.name, roles } }];
}

export function clearDashboardOverride(d: Deliberation, data: CommandData<'ClearDashboardOverride'>): Events {
  const { resource } = data;
  const facet = overridable(d, resource, data.facet);
  permitAbove(d, 'ClearDashboardOverride', resource);
  const node = d.find(resource);
  if (node === undefined || d.view.override(facet, node) === undefined) {
    refuse('NO_OVERRIDE', `there is no list on ${quoted(resource)}`);
  }
  return [{ type: 'DashboardOverrideCleared', data: { resource, facet: facet.name } }];
}

/** Asked above the resource: no list can lock out the people who may change it. */
function permitAbove(
  d: Deliberation,
  command: 'OverrideDashboard' | 'ClearDashboardOverride',
  resource: string,
): void {
  permit(d, command, [{ action: 'set_override', at: d.parentOf(d.find(resource)) }]);
}

/** The facet whose list is meant: the one named, or the one that the resource's type has. */
function overridable({ model }: Deliberation, resource: string, name: string | undefined): Facet {
  const type = typeName(resource);
  const facets = [...model.facets.values()].filter(
    (facet) => facet.override !== undefined && facet.type === type && (name ?? facet.name) === facet.name,
  );
  if (facets.length > 1) {
    refuse('MALFORMED', `name one \`facet\` of ${listed(facets.map((facet) => facet.name))}`);
  }
  const what = `no list can be kept on ${quoted(resource)} in model ${quoted(model.name)}`;
  return facets[0] ?? refuse('OVERRIDE_NOT_AVAILABLE', what);
}
