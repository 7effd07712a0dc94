import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import { Access } from './access.js';
import { furnished } from './testing/furnished.suite.js';
import { second, start } from './testing/ledger.suite.js';

describe('access', () => {
  it('is at no revision before the first event', () => {
    expect(new Access().revision).toBe(-1);
  });

  it('takes events in their order only', () => {
    const { access, facts } = furnished();

    expect(() => access.evolve(facts.at(-1)!)).toThrow('does not follow');
  });

  it('answers the same after a dump was restored, and goes on from there', () => {
    const house = furnished().assign('ana', 'guest').userLevel('ana', 'room:b', 'room', ['use']);
    const revision = house.revision;
    const restored = new Access(deserialize(serialize(house.access.dump())));
    house.revoke('ana', 'guest').append({ type: 'OrganizationClosed', data: {} });

    house.facts.slice(revision + 1).forEach((fact) => restored.evolve(fact));

    expect(restored.dump()).toStrictEqual(house.access.dump());
    expect(restored.model(revision)).toBe(house.access.model(revision));
  });

  it('takes back a dry run and leaves no trace of it', () => {
    const house = furnished().assign('ana', 'guest');
    const { access, revision } = house;
    const before = structuredClone(access.dump());
    const mark = access.undo.mark();
    house
      .register('room:c', 'floor:1')
      .role('thief', [])
      .activate('ben')
      .assign('ben', 'thief', 'room:c')
      .remove('floor:1')
      .append({ type: 'OrganizationClosed', data: {} });

    access.undo.rollback(mark);

    expect(access.dump()).toStrictEqual(before);
    expect(access.revision).toBe(revision);
  });

  it('turns times into revisions', () => {
    const { access } = furnished();

    expect(
      [-1, 0, 1.5 * second, 3 * second].map((later) => access.history.revisionAt(start + later)),
    ).toEqual([-1, 0, 1, 3]);
  });
});
