import { describe, expect, it } from '@jest/globals';
import { NaiveAnswer } from '#access/testing/naive-answer.suite.js';
import type { NaiveState } from '#access/testing/naive-state.suite.js';
import { DomainError } from '#model/errors.js';
import { administeredModels } from '../testing/administered.suite.js';
import { taking } from '../testing/random-orders.suite.js';
import { inEveryStory } from '../testing/story.suite.js';

/** Permissions that must be held and that an active person holds at the root, now and for good. */
function heldForGood(state: NaiveState, now: number): string[] {
  const lasting = {
    ...state,
    assignments: state.assignments.filter(({ until }) => until === undefined),
    userLevels: state.userLevels.map((level) =>
      level.until === undefined ? level : { ...level, level: [] },
    ),
  };
  const held = [...state.members.keys()].map((person) =>
    new NaiveAnswer(lasting, person, state.root, now).permissions(),
  );
  return (state.document.guards?.keep_last ?? []).filter((permission) =>
    held.some((permissions) => permissions.has(permission)),
  );
}

describe.each(administeredModels)('in random organizations of the model $name', (document) => {
  it('what must be held and was held for good is held afterwards', () => {
    inEveryStory(
      document,
      ({ before, command, outcome }, { state, organization: { now } }) => {
        if (outcome instanceof DomainError || outcome.length === 0 || command.type === 'CloseOrganization')
          return;

        expect(heldForGood(state, now)).toEqual(expect.arrayContaining(heldForGood(before, now)));
      },
      { mix: taking },
    );
  });

  it('nothing else is refused for it', () => {
    inEveryStory(
      document,
      ({ before, outcome }, story) => {
        if (!(outcome instanceof DomainError) || outcome.code !== 'LAST_ADMIN') return;
        const [, permission] = /`(.+?)`/.exec(outcome.detail)!;

        expect(heldForGood(before, story.organization.now)).toContain(permission);
      },
      { mix: taking },
    );
  });
});
