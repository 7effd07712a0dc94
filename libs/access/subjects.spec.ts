import { describe, expect, it } from '@jest/globals';
import type { Ledger } from './testing/ledger.suite.js';
import { furnished } from './testing/furnished.suite.js';
import { Undo } from './undo.js';
import { type Subject, Subjects } from './subjects.js';
import { NOWHERE } from './view.js';

/** What the events after the revision are about: the ref or the number, and where it is about a person's role or level. */
function subjects(ledger: Ledger, from: number, to = ledger.revision): string[] {
  const { access } = ledger;
  const found: string[] = [];
  access.subjects.between(from, to, (kind, number, at, revision) => {
    const name = {
      everything: () => '',
      person: String,
      role: access.roles.id.bind(access.roles),
      node: access.tree.ref.bind(access.tree),
    }[kind](number);
    found.push([revision - from, kind, name, at === NOWHERE ? '' : access.tree.ref(at)].join(' ').trim());
  });
  return found;
}

describe('the subjects of events', () => {
  it('are what they can change access of', () => {
    const house = furnished();
    const { revision } = house;
    house
      .assign('ana', 'guest', 'floor:1')
      .userLevel('ana', 'room:a', 'room', ['use'])
      .replace('guest', [])
      .override('room:a', 'room', { guest: ['use'] })
      .move('desk:x', 'room:b')
      .remove('room:a')
      .append({ type: 'UserSuspended', data: { person: 0 } })
      .append({ type: 'OrganizationClosed', data: {} });

    expect(subjects(house, revision)).toEqual([
      '1 person 0 floor:1',
      '2 person 0 room:a',
      '3 role guest',
      '4 node room:a',
      '5 node desk:x',
      '6 node room:a',
      '7 person 0',
      '8 everything',
    ]);
    expect(subjects(house, revision + 2, revision + 4)).toEqual(['1 role guest', '2 node room:a']);
  });

  it('are both owners of a transfer, and no one for what changes no access', () => {
    const house = furnished().activate('ben').assign('ana', 'host', 'room:a');
    const { revision } = house;
    house.append(
      { type: 'OwnershipTransferred', data: { place: 'room:a', role: 'host', from: 0, to: 1 } },
      { type: 'RoleDetailsChanged', data: { role: 'host', name: 'Host' } },
      { type: 'UserAttributesChanged', data: { person: 0, key: 'k', identity: 'v1' } },
    );

    expect(subjects(house, revision)).toEqual(['1 person 0 room:a', '1 person 1 room:a']);
  });

  it('are the life that a resource has then', () => {
    const house = furnished();
    const { revision } = house;
    house.remove('room:b').register('room:b', 'floor:1').assign('ana', 'guest', 'room:b');
    const nodes: number[] = [];
    house.access.subjects.between(revision, house.revision, (kind, number, at) =>
      nodes.push(kind === 'node' ? number : at),
    );

    const [first, second, place] = nodes;
    expect(second).toBe(house.node('room:b'));
    expect(place).toBe(second);
    expect(first).not.toBe(second);
  });

  it('are the resources as well whose lists named only the role that is deleted', () => {
    const house = furnished()
      .override('room:a', 'room', { guest: ['use'] })
      .override('room:b', 'room', { guest: ['use'], host: ['look'] });
    const { revision } = house;
    house.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 0, overrides: 2 } });

    expect(subjects(house, revision)).toEqual(['1 role guest', '1 node room:a']);
  });

  it('are taken back without a trace', () => {
    const undo = new Undo();
    const noted = new Subjects(undo);
    const subject: Subject = { kind: 'person', number: 7, at: 3 };
    noted.note(1, [subject]);
    const before = noted.dump();
    const mark = undo.mark();

    noted.note(2, [subject, subject]);
    undo.rollback(mark);

    expect(noted.dump()).toStrictEqual(before);
    expect(new Subjects(undo, before).dump()).toStrictEqual(before);
  });
});
