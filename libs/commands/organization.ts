import type { Settings } from '#events/organization.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import { checkNameLength } from './resources.js';
import type { CommandData } from './schema.js';

const settingNames: readonly (keyof Settings)[] = ['invitationDays', 'grantLimit', 'selfUpgrade'];

export function renameOrganization(d: Deliberation, { name }: CommandData<'RenameOrganization'>): Events {
  checkNameLength(d.model.rootType, name);
  d.permit('RenameOrganization', [{ action: 'settings', at: d.access.root }]);
  const same = d.access.tree.name(d.access.root, d.revision) === name;
  return same ? [] : [{ type: 'OrganizationRenamed', data: { name } }];
}

export function changeOrganizationSettings(
  d: Deliberation,
  data: CommandData<'ChangeOrganizationSettings'>,
): Events {
  d.permit('ChangeOrganizationSettings', [{ action: 'settings', at: d.access.root }]);
  const unknown = Object.keys(data.settings).find(
    (name) => !(settingNames as readonly string[]).includes(name),
  );
  if (unknown !== undefined) {
    refuse('UNKNOWN_SETTING', `there is no setting \`${unknown}\`, there are ${settingNames.join(', ')}`);
  }
  const present = d.access.settings(d.revision);
  const { invitationDays, grantLimit, selfUpgrade } = data.settings;
  const settings: Settings = {
    ...present,
    ...(invitationDays !== undefined && { invitationDays }),
    ...(grantLimit !== undefined && { grantLimit }),
    ...(selfUpgrade !== undefined && { selfUpgrade }),
  };
  const same = settingNames.every((name) => settings[name] === present[name]);
  return same ? [] : [{ type: 'OrganizationSettingsChanged', data: { settings } }];
}

export function closeOrganization(d: Deliberation): Events {
  d.permitOperator('CloseOrganization');
  return [{ type: 'OrganizationClosed', data: {} }];
}
