import { describe, expect, it } from '@jest/globals';
import { naivePath, type NaiveState } from '#access/testing/naive-state.suite.js';
import { DomainError } from '#model/errors.js';
import { administeredModels } from './testing/administered.suite.js';
import { operator } from './testing/orders.suite.js';
import { giving, naming, taking } from './testing/random-orders.suite.js';
import { inEveryStory } from './testing/story.suite.js';

const model = (name: string) => administeredModels.find((document) => document.name === name)!;

describe('in every state that commands lead to', () => {
  it('a person has one role at a place of one role', () => {
    const { assignments } = model('ocp');

    inEveryStory(
      model('ocp'),
      (_, { state, organization }) => {
        const standing = state.assignments.filter(
          ({ place, until }) =>
            assignments[place.slice(0, place.indexOf(':'))]?.per_user === 'one' &&
            !(until !== undefined && Date.parse(until) <= organization.now),
        );
        const held = standing.map(({ person, place }) => `${person} ${place}`);

        expect(held).toEqual([...new Set(held)]);
      },
      { mix: { ...giving, AddUser: 8, InviteUser: 4, ImportUsers: 16 }, runs: 20 },
    );
  });

  it('a place that somebody registered has one owner, whatever happens', () => {
    const owned = ({ assignments }: NaiveState) =>
      assignments.filter(({ role }) => role === 'owner').map(({ place }) => place);
    const isOne = (place: string, places: readonly string[]) =>
      places.filter((one) => one === place).length === 1;

    inEveryStory(
      model('jaicp'),
      ({ sender, before, outcome }, { state }) => {
        const accepted = outcome instanceof DomainError ? [] : outcome;
        const gone = accepted.filter(({ type }) => type === 'ResourceRemoved');
        const registered = accepted.flatMap(({ type, data }) =>
          type === 'ResourceRegistered' && sender !== operator && data.resource.startsWith('project_group:')
            ? [data.resource]
            : [],
        );
        const standing = gone.length > 0 ? [] : owned(before);

        expect([...standing, ...registered].filter((place) => !isOne(place, owned(state)))).toEqual([]);
      },
      { mix: { ...taking, RegisterResource: 12, SetUserRoles: 12, RemoveUser: 24 }, runs: 40 },
    );
  });

  describe.each(administeredModels)('of the model $name', (document) => {
    it('roles have names of their own, and the tree is one', () => {
      inEveryStory(
        document,
        (_, { organization: { access }, state }) => {
          const names = [...access.roles.standing(access.revision)].map((role) =>
            access.roles.state(role, access.revision)!.name.toLowerCase(),
          );
          const paths = [...state.parents.keys()].map((ref) => naivePath(state.parents, ref));

          expect(names).toEqual([...new Set(names)]);
          expect(paths.every((path) => path.at(-1) === state.root && path.length <= 32)).toBe(true);
        },
        { mix: { ...naming, RegisterResource: 4, MoveResource: 6 } },
      );
    });
  });
});
