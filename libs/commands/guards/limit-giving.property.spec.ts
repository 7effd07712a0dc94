import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import type { CommandType } from '../schema.js';
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

const byRole: ReadonlySet<LedgerEvent['type']> = new Set([
  'PermissionsReplaced',
  'RoleCreated',
  'RoleCriteriaSet',
  'DashboardOverridden',
  'DashboardOverrideCleared',
  'ResourceMoved',
  'OrganizationModelUpgraded',
]);

/** What is new reaches what was given before, criteria were judged when they were set, and a copy gives nothing yet. */
const free: ReadonlySet<CommandType> = new Set(['RegisterResource', 'AcceptInvitation', 'CloneRole']);

describe.each(administeredModels)('in random organizations of the model $name', (document) => {
  /** Steps that a bound person was allowed, or refused for the limit. */
  function inEveryGift(claim: (step: Step, actor: number, story: Story) => void, runs: number): void {
    const watched = (step: Step, story: Story) => {
      const actor = bound(step, story);
      if (actor !== undefined && !free.has(step.command.type)) claim(step, actor, story);
    };
    inEveryStory(document, watched, { Teller: GivingStory, steps: 100, runs });
  }

  it('nobody gains by a command of a person what that person has not', () => {
    inEveryGift(({ outcome, revision: from }, actor, { organization }) => {
      if (outcome instanceof DomainError || outcome.length === 0) return;
      const { access, now } = organization;

      expect(excess(access, { from, to: access.revision, actor, now })).toEqual([]);
    }, 12);
  });

  it('nor would anybody who could be there', () => {
    inEveryGift(({ outcome, revision }, actor, { organization }) => {
      if (outcome instanceof DomainError || outcome.length === 0) return;
      const { facts, now } = organization;
      const { access, from, to } = tried(facts.slice(0, revision + 1), now, outcome);

      expect(excess(access, { from, to, actor, now })).toEqual([]);
    }, 5);
  });

  it('nothing is refused by which nobody would gain it who could be there', () => {
    inEveryGift(({ outcome, command }, actor, story) => {
      if (!(outcome instanceof DomainError) || outcome.code !== 'GRANT_EXCEEDS_OWN') return;
      const events = story.decide(operator, command);
      if (events instanceof DomainError) return;
      const [, permission] = /`(.+?)`/.exec(outcome.detail)!;
      // What follows from several roles together counts as soon as somebody could hold them, whoever does.
      if (Object.hasOwn(document.derived ?? {}, permission!) && events.some(isByRole)) return;
      const { facts, now } = story.organization;
      const { access, from, to } = tried(facts, now, events);
      const found = excess(access, { from, to, actor, now });

      expect(found.map((one) => one.permission)).toContain(permission);
    }, 12);
  });
});

/** Whether whom the event reaches is judged by roles alone, not by who holds them. */
function isByRole({ type, data }: LedgerEvent): boolean {
  return (
    byRole.has(type) || ((type === 'PermissionGranted' || type === 'PermissionRevoked') && 'role' in data)
  );
}
