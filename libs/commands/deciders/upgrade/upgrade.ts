import { compiledModel } from '#access/models.js';
import type { CompiledModel } from '#model/compiled.js';
import { DomainError } from '#model/errors.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../../deliberation.js';
import { refuse } from '../../refuse.js';
import { permit } from '../../rights.js';
import type { CommandData } from '../../schema.js';
import { removed } from '../resources.js';
import { namesStillUsed } from './names-in-use.js';
import { newRoles, standingRoles } from './roles.js';
import { nodesOfDroppedTypes, overrides, userLevels } from './values.js';

/**
 * Moves the organization to another version of its model. What the new version calls otherwise is carried over by its
 * `migrate` block; roles whose permissions are locked follow the new version, all others stay as they were edited.
 */
export function upgradeOrganizationModel(
  d: Deliberation,
  { version }: CommandData<'UpgradeOrganizationModel'>,
): Events {
  permit(d, 'UpgradeOrganizationModel', [{ action: 'settings', at: d.access.root }]);
  if (d.context.caller.kind === 'person' && d.access.settings(d.revision).selfUpgrade !== true) {
    refuse('FORBIDDEN', 'operators upgrade the model here, unless the setting `selfUpgrade` is on');
  }
  const reference = d.context.model(d.model.name, version);
  if (reference === undefined) {
    refuse('MODEL_UNKNOWN', `model ${quoted(d.model.name)} version ${version} is not published`);
  }
  if (version === d.model.version) return [];
  const to = compiledModel(reference);
  const faults = namesStillUsed(d, to);
  if (faults.length > 0) throw new DomainError('NAMES_STILL_USED', faults[0]!.detail, faults);
  return [{ type: 'OrganizationModelUpgraded', data: { model: reference } }, ...carriedOver(d, to)];
}

function carriedOver(d: Deliberation, to: CompiledModel): Events {
  const dropped = nodesOfDroppedTypes(d, to);
  const gone = new Set(dropped.flatMap((node) => d.access.tree.subtree(node, d.revision)));
  return [
    ...dropped.map((node) => removed(d, node)),
    ...newRoles(d, to),
    ...standingRoles(d, to),
    ...overrides(d, to, gone),
    ...userLevels(d, to, gone),
  ];
}
