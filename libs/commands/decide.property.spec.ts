import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#model/errors.js';
import type { CommandType } from './schema.js';
import { administeredModels } from './testing/administered.suite.js';
import { operator } from './testing/orders.suite.js';
import { inEveryStory, Story } from './testing/story.suite.js';

/** Commands that say how something shall be. Said again, they change nothing. */
const stating: ReadonlySet<CommandType> = new Set([
  'RenameOrganization',
  'ChangeOrganizationSettings',
  'UpgradeOrganizationModel',
  'ChangeUserAttributes',
  'SuspendUser',
  'ReinstateUser',
  'ChangeRoleDetails',
  'SetRoleCriteria',
  'ClearRoleCriteria',
  'DeprecateRole',
  'RestoreRole',
  'GrantPermission',
  'ReplacePermissions',
  'SetUserRoles',
  'TransferOwnership',
  'MoveResource',
  'RenameResource',
  'OverrideDashboard',
]);

/** Keeps an eye on the state while decisions are made. */
class WatchedStory extends Story {
  override decide(...asked: Parameters<Story['decide']>): ReturnType<Story['decide']> {
    const { access } = this.organization;
    const before = textOf(access.dump());
    const outcome = super.decide(...asked);
    expect(textOf(access.dump())).toBe(before);
    return outcome;
  }
}

/** Everything that is in there but for the text of documents; the order of maps and sets means nothing. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (name === 'document' || name === 'hash') return undefined;
    if (inner instanceof Map || inner instanceof Set) return [...inner].map((entry) => textOf(entry)).sort();
    return ArrayBuffer.isView(inner) ? String(inner) : inner;
  });
}

describe.each(administeredModels)('in random organizations of the model $name', (document) => {
  it('a decision is a refusal, or events that can happen, and leaves the state as it was', () => {
    inEveryStory(document, () => {}, { Teller: WatchedStory });
  });

  it('nobody does anything but answer an invitation without being an active member', () => {
    inEveryStory(document, ({ sender, status, command, outcome }) => {
      if (sender === operator || status === 'active') return;
      const answers = command.type === 'AcceptInvitation' || command.type === 'DeclineInvitation';
      if (answers && status === 'invited' && command.data.user === sender) return;

      expect(outcome).toMatchObject({ code: 'UNKNOWN_ORGANIZATION' });
    });
  });

  it('what was said changes nothing when it is said again', () => {
    inEveryStory(document, ({ command, outcome }, story) => {
      if (outcome instanceof DomainError || !stating.has(command.type)) return;
      if (command.type === 'RevokePermission' && 'user' in command.data.from) return;

      expect(story.decide(operator, command)).toEqual([]);
    });
  });
});
