import type { Fact } from '#events/event.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { document } from './testing/document.suite.js';
import { furnished } from './testing/furnished.suite.js';
import { after, reference, type Ledger } from './testing/ledger.suite.js';

describe('the fold', () => {
  let house: Ledger;
  const status = (user: string, revision = house.revision) =>
    house.access.people.status(house.person(user), revision);
  beforeEach(() => {
    house = furnished();
  });

  describe('of the organization', () => {
    it('knows its model, its name and its settings', () => {
      house.append(
        { type: 'OrganizationRenamed', data: { name: 'Villa' } },
        { type: 'OrganizationSettingsChanged', data: { settings: { invitationDays: 3 } } },
      );
      const { access } = house;

      expect(access.model(0).name).toBe('house');
      expect([0, house.revision].map((at) => access.tree.name(access.root, Math.max(1, at)))).toEqual([
        'Root',
        'Villa',
      ]);
      expect([0, house.revision].map((at) => access.settings(at))).toEqual([{}, { invitationDays: 3 }]);
    });

    it('closes, and answers as before about the time before', () => {
      house.assign('ana', 'guest');
      const open = house.revision;

      house.append({ type: 'OrganizationClosed', data: {} });

      expect(house.allows('ana', 'room.look', 'room:a')).toBe(false);
      expect(house.allows('ana', 'room.look', 'room:a', { revision: open })).toBe(true);
    });

    it('reads roles with the model in force then', () => {
      house.assign('ana', 'guest');
      const before = house.revision;
      const levels = {
        look: { permissions: ['room.look', 'room.smell'] },
        use: { permissions: ['room.use'] },
      };

      house.append({
        type: 'OrganizationModelUpgraded',
        data: { model: reference({ ...document({ facet: { levels } }), version: 2 }) },
      });

      expect(house.permissions('ana', 'room:a')).toEqual(['room.look', 'room.smell']);
      expect(house.permissions('ana', 'room:a', { revision: before })).toEqual(['room.look']);
      expect(house.access.modelSince(house.revision)).toBe(house.revision);
    });
  });

  describe('of resources', () => {
    it('moves and renames them', () => {
      house
        .register('floor:2')
        .move('room:a', 'floor:2')
        .append({ type: 'ResourceRenamed', data: { resource: 'room:a', name: 'Attic' } });
      const { tree } = house.access;

      expect(tree.path(house.node('desk:x'), house.revision).map((node) => tree.ref(node))).toEqual([
        'desk:x',
        'room:a',
        'floor:2',
        'house:root',
      ]);
      expect(tree.name(house.node('room:a'), house.revision)).toBe('Attic');
    });

    it('refuses to move one below itself', () => {
      expect(() => house.move('floor:1', 'room:a')).toThrow('floor:1 cannot lie below itself');
    });

    it('keeps and clears lists', () => {
      house.assign('ana', 'guest').override('room:a', 'room', { host: ['use'] });
      const closed = house.revision;

      house.append({ type: 'DashboardOverrideCleared', data: { resource: 'room:a', facet: 'room' } });

      const allowed = [closed - 1, closed, closed + 1].map((revision) =>
        house.allows('ana', 'room.look', 'room:a', { revision }),
      );
      expect(allowed).toEqual([true, false, true]);
    });
  });

  describe('of people', () => {
    const invitation = { key: 'k', identity: 'v1', expires: after(900), tokenHash: 'h' };

    it('follows an invitation until it is accepted', () => {
      const person = house.person('ben');
      house.append(
        { type: 'UserInvited', data: { person, ...invitation } },
        { type: 'RoleAssigned', data: { person, role: 'guest', place: house.root, source: 'invitation' } },
      );
      const invited = house.revision;

      house.append({ type: 'UserActivated', data: { person } });

      const moments = [invited, house.revision].map((revision) => ({ revision }));
      expect(moments.map(({ revision }) => status('ben', revision))).toEqual(['invited', 'active']);
      expect(moments.map((moment) => house.allows('ben', 'room.look', 'room:a', moment))).toEqual([
        false,
        true,
      ]);
      expect(house.access.people.invitation(person)).toBeUndefined();
    });

    it.each(['InvitationRevoked', 'InvitationDeclined'] as const)('makes strangers of them by %s', (type) => {
      const person = house.person('ben');
      house.append({ type: 'UserInvited', data: { person, ...invitation } }).assign('ben', 'guest');

      house.append({ type, data: { person } });

      expect([status('ben'), house.held('ben')]).toEqual([undefined, []]);
    });

    it('remembers, through another invitation, that somebody had been removed', () => {
      const person = house.person('ana');
      house.append(
        { type: 'UserRemoved', data: { person, assignments: 0, userLevels: 0 } },
        { type: 'UserInvited', data: { person, ...invitation } },
        { type: 'InvitationResent', data: { person, expires: after(950), tokenHash: 'i' } },
      );
      const resent = house.access.people.invitation(person);

      house.append({ type: 'InvitationDeclined', data: { person } });

      expect(resent).toEqual({
        expires: Date.parse(after(950)),
        tokenHash: 'i',
        sent: house.revision - 1,
        before: 'removed',
      });
      expect(status('ana')).toBe('removed');
    });

    it('notes that an invitation ran out', () => {
      const person = house.person('ben');
      house.append({ type: 'UserInvited', data: { person, ...invitation } });

      house.append({ type: 'InvitationExpired', data: { person } });

      expect(house.access.people.invitation(person)).toMatchObject({ recorded: true });
      expect(status('ben')).toBe('invited');
    });

    it('suspends and reinstates', () => {
      house.assign('ana', 'guest');
      const person = house.person('ana');
      const revision = house.revision;

      house.append({ type: 'UserSuspended', data: { person } }, { type: 'UserReinstated', data: { person } });

      const allowed = [0, 1, 2].map((later) =>
        house.allows('ana', 'room.look', 'room:a', { revision: revision + later }),
      );
      expect(allowed).toEqual([true, false, true]);
    });

    it('knows an erased person no more', () => {
      house.append({ type: 'UserErased', data: { person: house.person('ana') } });

      expect(house.explain('ana', 'room.look', 'room:a').reason).toBe('UNKNOWN_SUBJECT');
    });

    it('reads nothing from what is only for people', () => {
      const before = house.access.dump();
      const { people, roles } = structuredClone({ people: before.people, roles: before.roles });

      house.append(
        { type: 'UserAttributesChanged', data: { person: 0, key: 'k', identity: 'v1' } },
        { type: 'NotificationRequested', data: { people: [0], text: 'v1' } },
      );

      expect(house.access.dump()).toMatchObject({ people, roles });
    });
  });

  describe('of assignments', () => {
    it('replaces one role by another in one step, so that a place never sees two (S7)', () => {
      house.assign('ana', 'guest', 'room:a');

      house.append({
        type: 'RoleReplaced',
        data: { person: 0, replaced: 'guest', role: 'host', place: 'room:a', until: after(900) },
      });

      expect(house.held('ana')).toEqual(['host']);
      expect([...house.access.assignments.withPeriod()].map(({ period }) => period)).toEqual([
        { until: Date.parse(after(900)) },
      ]);
    });

    it('hands a place over', () => {
      house.append({
        type: 'OwnershipTransferred',
        data: { place: 'room:a', role: 'host', to: house.person('ana') },
      });
      house.activate('ben');

      house.append({
        type: 'OwnershipTransferred',
        data: { place: 'room:a', role: 'host', from: house.person('ana'), to: house.person('ben') },
      });

      expect([house.held('ana'), house.held('ben')]).toEqual([[], ['host']]);
    });

    it('records what a period did already', () => {
      house.assign('ana', 'guest', house.root, { from: after(100), until: after(200) });
      const data = { person: 0, role: 'guest', place: house.root };

      house.append({ type: 'RoleStarted', data });
      const started = [...house.access.assignments.withPeriod()].map(({ started }) => started);
      house.append({ type: 'RoleExpired', data });

      expect(started).toEqual([true]);
      expect(house.held('ana')).toEqual([]);
    });

    it('ends them with the revocation', () => {
      house.assign('ana', 'guest').revoke('ana', 'guest');

      expect(house.held('ana')).toEqual([]);
    });
  });

  describe('of user levels', () => {
    const key = { person: 0, resource: 'room:a', facet: 'room' };

    it('gives, changes and revokes', () => {
      house.userLevel('ana', 'room:a', 'room', ['look']).userLevel('ana', 'room:a', 'room', ['use']);
      const [given, revision] = [house.permissions('ana', 'room:a'), house.revision];

      house.append({ type: 'PermissionRevoked', data: key });

      expect(given).toEqual(['room.look', 'room.use']);
      expect(house.permissions('ana', 'room:a')).toEqual([]);
      expect(house.permissions('ana', 'room:a', { revision: revision - 1 })).toEqual(['room.look']);
    });

    it('records what a period did already', () => {
      house.userLevel('ana', 'room:a', 'room', ['look'], { from: after(100), until: after(200) });
      const given = house.revision;
      const level = () => house.access.userLevels.get(0, house.node('room:a'), 'room', house.revision);

      house.append({ type: 'PermissionStarted', data: key });
      const started = level();
      house.append({ type: 'PermissionExpired', data: key });

      expect(started).toEqual({
        level: ['look'],
        given,
        period: { from: Date.parse(after(100)), until: Date.parse(after(200)) },
        started: true,
      });
      expect(level()).toBeUndefined();
    });
  });

  it.each<[string, Pick<Fact, 'type' | 'data'>]>([
    ['there is no resource room:z', { type: 'ResourceRenamed', data: { resource: 'room:z', name: '' } }],
    ['there is no role thief', { type: 'RoleRestored', data: { role: 'thief' } }],
    ['role guest was there already', { type: 'RoleCreated', data: { role: 'guest', grants: [] } as never }],
    ['person 0 is not invited', { type: 'InvitationDeclined', data: { person: 0 } }],
    ['person 7 skips numbers', { type: 'UserActivated', data: { person: 7 } }],
    [
      'person 0 has no level for room there',
      { type: 'PermissionRevoked', data: { person: 0, resource: 'room:a', facet: 'room' } },
    ],
    [
      'the role is not assigned there',
      { type: 'RoleRevoked', data: { person: 0, role: 'guest', place: 'room:a' } },
    ],
    ['event type RoleForgotten is not known', { type: 'RoleForgotten' as never, data: {} }],
  ])('cannot apply an event: %s', (message, event) => {
    expect(() => house.append(event as never)).toThrow(message);
  });
});
