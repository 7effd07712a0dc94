import { beforeEach, describe, expect, it } from '@jest/globals';
import { furnished } from './testing/furnished.suite.js';
import { second, start, type Ledger } from './testing/ledger.suite.js';
import type { Step } from './trace.js';

/** A chain in short: what each step is and the event that made it. */
const short = (steps: readonly Step[]) => steps.map(({ kind, revision }) => `${kind} ${revision}`);

describe('the explanation of an allow', () => {
  let house: Ledger;

  beforeEach(() => {
    house = furnished();
  });

  it('shows the assignment and the grant, with the events that made them', () => {
    house.by('person:7').assign('ana', 'guest');
    const { revision } = house;

    const { decision, reason, because, hidden } = house.explain('ana', 'room.look', 'room:a');

    expect([decision, reason, hidden]).toEqual([true, 'ALLOWED', []]);
    expect(because).toEqual([
      [
        {
          kind: 'assignment',
          text: 'role `guest` at `house:root`',
          revision,
          time: start + revision * second,
          actor: 'person:7',
          role: 'guest',
          place: 'house:root',
        },
        {
          kind: 'grant',
          text: 'role `guest` gives `look` on `room:*`',
          revision: 6,
          time: start + 6 * second,
          actor: 'operator:root',
          role: 'guest',
          scope: 'room:*',
          facet: 'room',
          level: ['look'],
        },
      ],
    ]);
  });

  it('shows every chain, the oldest assignment first', () => {
    house.assign('ana', 'host').assign('ana', 'guest', 'floor:1').assign('ana', 'guest');

    const { because } = house.explain('ana', 'room.look', 'room:a');

    expect(because.map(([first]) => [first?.role, first?.place])).toEqual([
      ['host', 'house:root'],
      ['guest', 'floor:1'],
      ['guest', 'house:root'],
    ]);
  });

  it('keeps that order when an assignment is given anew', () => {
    house.assign('ana', 'host').assign('ana', 'guest');
    const then = house.revision;
    house.revoke('ana', 'host').assign('ana', 'host');
    const roles = (revision: number) =>
      house.explain('ana', 'room.look', 'room:a', { revision }).because.map(([first]) => first?.role);

    expect([roles(then), roles(house.revision)]).toEqual([
      ['host', 'guest'],
      ['guest', 'host'],
    ]);
  });

  it('leaves out what gives other permissions', () => {
    house.assign('ana', 'guest').assign('ana', 'host');

    const { because } = house.explain('ana', 'room.use', 'room:a');

    expect(because.map(([first]) => first?.role)).toEqual(['host']);
  });

  it('names the list on the resource', () => {
    house.assign('ana', 'guest').override('room:a', 'room', { guest: ['use'] });

    const { because, hidden } = house.explain('ana', 'room.look', 'room:a');

    expect(because.map(short)).toEqual([[`assignment ${house.revision - 1}`, `override ${house.revision}`]]);
    expect(because[0]?.[1]).toMatchObject({
      text: 'the list on `room:a` gives role `guest` `use`',
      resource: 'room:a',
      facet: 'room',
      level: ['use'],
    });
    expect(hidden.map(({ code }) => code)).toEqual(['SHADOWED_BY_OVERRIDE']);
  });

  it('names the level of the person', () => {
    house.userLevel('ana', 'room:a', 'room', ['use']);

    const { because } = house.explain('ana', 'room.look', 'room:a');

    expect(because).toMatchObject([
      [
        {
          kind: 'user_level',
          revision: house.revision,
          text: "the person's own level on `room:a` is `use`",
          level: ['use'],
        },
      ],
    ]);
  });

  it('is about the revision that is asked for', () => {
    house.assign('ana', 'guest');
    const revision = house.revision;
    house.replace('guest', [{ scope: '.', give: { room: ['look'] } }]);

    expect(house.explain('ana', 'room.look', 'room:a', { revision }).decision).toBe(true);
    expect(house.explain('ana', 'room.look', 'room:a').decision).toBe(false);
  });
});

describe('the explanation of a denial', () => {
  let house: Ledger;
  const reason = (user: string, permission: string, resource = 'room:a') =>
    house.explain(user, permission, resource).reason;

  beforeEach(() => {
    house = furnished().assign('ana', 'guest');
  });

  it('says what is not known', () => {
    expect([
      reason('nobody', 'room.look'),
      reason('ana', 'room.fly'),
      reason('ana', 'room.look', 'room:z'),
    ]).toEqual(['UNKNOWN_SUBJECT', 'UNKNOWN_PERMISSION', 'UNKNOWN_RESOURCE']);
  });

  it('says who is not active', () => {
    house.append({ type: 'UserSuspended', data: { person: 0 } });

    expect(reason('ana', 'room.look')).toBe('NOT_AN_ACTIVE_MEMBER');
  });

  it('tells no more of people who were erased than of strangers', () => {
    house.append({ type: 'UserErased', data: { person: 0 } });

    expect(reason('ana', 'room.look')).toBe('UNKNOWN_SUBJECT');
  });

  it('says that nothing gives it', () => {
    const { because, hidden } = house.explain('ana', 'room.use', 'room:a');

    expect([reason('ana', 'room.use'), because, hidden]).toEqual(['NO_ROLE_GIVES_IT', [], []]);
  });

  it('says where it does not apply', () => {
    expect(reason('ana', 'room.look', 'floor:1')).toBe('NOT_APPLICABLE');
  });

  it('says that the organization is closed', () => {
    house.append({ type: 'OrganizationClosed', data: {} });

    expect(reason('ana', 'room.look')).toBe('ORGANIZATION_CLOSED');
  });

  it('names the list that does not name the role, and what it takes away', () => {
    house.override('room:a', 'room', { host: ['use'] });

    const { hidden } = house.explain('ana', 'room.look', 'room:a');

    expect(reason('ana', 'room.look')).toBe('SHADOWED_BY_OVERRIDE');
    expect(hidden).toMatchObject([
      {
        code: 'SHADOWED_BY_OVERRIDE',
        role: 'guest',
        text: 'the list on `room:a` does not name role `guest`: role `guest` would give `look`',
        by: { kind: 'override', revision: house.revision, resource: 'room:a', role: 'guest' },
      },
    ]);
  });

  it('leaves out shadows of what would not have given it either', () => {
    house.override('room:a', 'room', { host: ['use'] });

    expect(reason('ana', 'room.use')).toBe('NO_ROLE_GIVES_IT');
  });

  it('names the level that overrules the roles', () => {
    house.assign('ana', 'host').userLevel('ana', 'room:a', 'room', ['look']);

    const { hidden } = house.explain('ana', 'room.use', 'room:a');

    expect(reason('ana', 'room.use')).toBe('SHADOWED_BY_USER_LEVEL');
    expect(hidden).toMatchObject([
      {
        code: 'SHADOWED_BY_USER_LEVEL',
        role: 'host',
        text: "the person's own level on `room:a` is `look`: role `host` would give `use`",
        by: { kind: 'user_level', revision: house.revision },
      },
    ]);
  });

  it('names the strongest of several that hide it', () => {
    house
      .override('room:a', 'room', { guest: ['room.use'] })
      .userLevel('ana', 'room:a', 'room', ['room.use']);

    const { hidden } = house.explain('ana', 'room.look', 'room:a');

    expect(hidden.map(({ code }) => code)).toEqual(['SHADOWED_BY_OVERRIDE']);
    expect(reason('ana', 'room.look')).toBe('SHADOWED_BY_OVERRIDE');
  });

  it('names the narrowing that leaves the resource out', () => {
    house
      .register('desk:y', 'room:a')
      .replace('guest', [{ scope: 'room:*', give: { room: ['look'] }, only: { desk: ['x'] } }]);

    const { hidden } = house.explain('ana', 'room.look', 'desk:y');

    expect(reason('ana', 'room.look', 'desk:y')).toBe('OUTSIDE_ONLY');
    expect(hidden[0]?.text).toBe('`room:*` gives `look` only within desk: x, and `desk:y` is outside');
    expect(hidden[0]?.by).toMatchObject({ kind: 'grant', revision: house.revision, scope: 'room:*' });
  });
});
