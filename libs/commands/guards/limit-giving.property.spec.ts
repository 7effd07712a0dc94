import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import { excess } from '../testing/gains.suite.js';
import { administeredModels } from '../testing/administered.suite.js';
import { operator } from '../testing/orders.suite.js';
import { GivingStory, inEveryStory, type Step, type Story } from '../testing/story.suite.js';
import { tried } from '../testing/trial.suite.js';

/** The number of a person who is bound by the limit. */
function bound({ sender, revision }: Step, { organization }: Story): number | undefined {
  const { access, directory } = organization;
  const limit = access.settings(revision).grantLimit ?? access.model(revision).grantLimit;
  return limit === 'own' && typeof sender === 'string' ? directory.find(sender) : undefined;
}

/** Whom these events reach is judged by the role alone, not by who holds it. */
const byRole: ReadonlySet<LedgerEvent['type']> = new Set([
  'PermissionsReplaced',
  'RoleCreated',
  'RoleCriteriaSet',
  'DashboardOverridden',
  'DashboardOverrideCleared',
  'ResourceMoved',
  'OrganizationModelUpgraded',
]);

const giving = { Teller: GivingStory, steps: 100 };

describe.each(administeredModels)('in random organizations of the model $name', (document) => {
  it('nobody gains by a command of a person what that person has not', () => {
    inEveryStory(
      document,
      (step, story) => {
        const actor = bound(step, story);
        const { outcome, command, revision: from } = step;
        if (actor === undefined || outcome instanceof DomainError || outcome.length === 0) return;
        // What is new reaches what was given before, and criteria were judged when they were set.
        if (command.type === 'RegisterResource' || command.type === 'AcceptInvitation') return;
        const { access, now } = story.organization;

        expect(excess(access, { from, to: access.revision, actor, now })).toEqual([]);
      },
      giving,
    );
  });

  it('nothing is refused by which nobody would gain it, with those there who could be', () => {
    inEveryStory(
      document,
      (step, story) => {
        const actor = bound(step, story);
        const { outcome, command } = step;
        if (actor === undefined || !(outcome instanceof DomainError)) return;
        if (outcome.code !== 'GRANT_EXCEEDS_OWN') return;
        const events = story.decide(operator, command);
        if (events instanceof DomainError) return;
        const [, permission] = /`(.+?)`/.exec(outcome.detail)!;
        const isDerived = Object.hasOwn(document.derived ?? {}, permission!);
        // What follows from several roles together counts as soon as somebody could hold them, whoever does.
        if (
          isDerived &&
          events.some(({ type, data }) => byRole.has(type) || ('grant' in data && 'role' in data))
        )
          return;
        const { access, from, to } = tried(story.organization, events);
        const found = excess(access, { from, to, actor, now: story.organization.now });

        expect(found.map((one) => one.permission)).toContain(permission);
      },
      giving,
    );
  });
});
