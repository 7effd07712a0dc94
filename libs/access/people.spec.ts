import { beforeEach, describe, expect, it } from '@jest/globals';
import { People, type Invitation } from './people.js';
import { Undo } from './undo.js';

const invitation: Invitation = { expires: 900, tokenHash: 'h', sent: 1, before: undefined };

describe('people', () => {
  let undo: Undo;
  let people: People;

  beforeEach(() => {
    undo = new Undo();
    people = new People(undo);
    people.invite(0, invitation);
    people.change(0, 'invited', 1);
    people.change(1, 'active', 2);
  });

  it('have the status of the revision', () => {
    people.change(0, 'active', 3);
    people.change(0, 'suspended', 5);

    const statuses = [0, 1, 2, 3, 4, 5].map((revision) => people.status(0, revision));

    expect(statuses).toEqual([undefined, 'invited', 'invited', 'active', 'active', 'suspended']);
    expect([1, 4, 5].map((revision) => people.statusSince(0, revision))).toEqual([1, 3, 5]);
  });

  it('take numbers one after the other', () => {
    expect(people.size).toBe(2);
    expect(() => people.change(3, 'active', 3)).toThrow('person 3 skips numbers');
    expect(people.status(3, 3)).toBeUndefined();
  });

  it('may be invited', () => {
    people.change(2, 'invited', 3);
    people.invite(2, { ...invitation, sent: 3 });
    people.invite(0, undefined);

    expect(people.invitation(0)).toBeUndefined();
    expect([...people.invited()]).toEqual([{ person: 2, invitation: { ...invitation, sent: 3 } }]);
  });

  it('are taken back without a trace', () => {
    const before = structuredClone(people.dump());
    const mark = undo.mark();

    people.change(1, 'removed', 3);
    people.change(2, 'invited', 3);
    people.invite(2, invitation);
    people.invite(0, { ...invitation, sent: 3 });
    people.invite(0, undefined);
    undo.rollback(mark);

    expect(people.dump()).toStrictEqual(before);
    expect(people.size).toBe(2);
  });

  it('come back from a dump and go on', () => {
    people = new People(undo, structuredClone(people.dump()));

    people.change(2, 'active', 3);

    expect(people.size).toBe(3);
    expect(people.status(0, 3)).toBe('invited');
    expect(people.invitation(0)).toEqual(invitation);
  });
});
