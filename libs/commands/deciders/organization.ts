import type { Settings } from '#events/organization.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit, permitOperator } from '../rights.js';
import type { CommandData } from '../schema.js';
import { refuseLongName } from './resources.js';

const settingNames: readonly (keyof Settings)[] = ['invitationDays', 'grantLimit', 'selfUpgrade'];

export function renameOrganization(d: Deliberation, { name }: CommandData<'RenameOrganization'>): Events {
  refuseLongName(d.model.rootType, name);
  permit(d, 'RenameOrganization', [{ action: 'settings', at: d.access.root }]);
  const same = d.access.tree.name(d.access.root, d.revision) === name;
  return same ? [] : [{ type: 'OrganizationRenamed', data: { name } }];
}

export function changeOrganizationSettings(
  d: Deliberation,
  data: CommandData<'ChangeOrganizationSettings'>,
): Events {
  const present = d.access.settings(d.revision);
  const { invitationDays, grantLimit, selfUpgrade } = data.settings;
  permit(d, 'ChangeOrganizationSettings', [{ action: 'settings', at: d.access.root }]);
  if (selfUpgrade !== undefined && selfUpgrade !== (present.selfUpgrade ?? false)) permitSelfUpgrade(d);
  const unknown = Object.keys(data.settings).find(
    (name) => !(settingNames as readonly string[]).includes(name),
  );
  if (unknown !== undefined) {
    refuse('UNKNOWN_SETTING', `there is no setting ${quoted(unknown)}, there are ${settingNames.join(', ')}`);
  }
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
  permitOperator(d, 'CloseOrganization');
  return [{ type: 'OrganizationClosed', data: {} }];
}

/** Whether an organization may upgrade by itself is for the platform to say, not for those who would like to. */
function permitSelfUpgrade({ context }: Deliberation): void {
  if (context.caller.kind === 'person') {
    refuse('FORBIDDEN', 'the setting `selfUpgrade` is for operators, ask one of them');
  }
}
