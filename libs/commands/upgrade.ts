import { refuse, type Deliberation, type Events } from './deliberation.js';
import type { CommandData } from './schema.js';

export function upgradeOrganizationModel(
  d: Deliberation,
  { version }: CommandData<'UpgradeOrganizationModel'>,
): Events {
  return refuse('MODEL_UNKNOWN', `${version} ${d.model.name}`);
}
