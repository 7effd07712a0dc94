import { document } from '#access/testing/document.suite.js';
import { furnished, looking, using } from '#access/testing/furnished.suite.js';
import { after, type Ledger, reference } from '#access/testing/ledger.suite.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Before, beforeOf } from './before.js';
import type { TrailEvent } from './trail-event.js';

describe('what an event took the place of', () => {
  let house: Ledger;
  beforeEach(() => {
    house = furnished();
  });

  /** Of the last event, which is shown as the ledger presents it. */
  function before(shown: Partial<TrailEvent['data']> = {}): Before {
    const { type, revision, time, actor, data } = house.facts.at(-1)!;
    const event = { id: 'e', type, revision, time: new Date(time).toISOString(), actor, via: 'system' };
    return beforeOf(house.access, { ...event, data: { ...data, user: 'ana', ...shown } }, (user) =>
      user === 'ana' ? house.person('ana') : undefined,
    );
  }

  it('is the old name, the old settings, the old model', () => {
    house.append({ type: 'OrganizationRenamed', data: { name: 'House' } });
    expect(before()).toEqual({ name: 'Root' });

    house.append({ type: 'OrganizationSettingsChanged', data: { settings: { invitationDays: 7 } } });
    expect(before()).toEqual({ settings: {} });

    house.append({
      type: 'OrganizationModelUpgraded',
      data: { model: reference({ ...document(), version: 2 }) },
    });
    expect(before()).toEqual({ model: expect.objectContaining({ name: 'house', version: 1 }) });
  });

  it('is where a resource was, and what it was called', () => {
    house.append({ type: 'ResourceRenamed', data: { resource: 'room:a', name: 'Attic' } });
    expect(before()).toEqual({});

    house.append({ type: 'ResourceRenamed', data: { resource: 'room:a', name: 'Loft' } });
    expect(before()).toEqual({ name: 'Attic' });

    house.register('floor:2').move('room:a', 'floor:2');
    expect(before()).toEqual({ parent: 'floor:1' });

    house.remove('room:a');
    expect(before()).toEqual({ name: 'Loft', parent: 'floor:2' });
  });

  it('is the list that was kept on a resource', () => {
    house.override('room:a', 'room', { guest: ['look'] });
    expect(before()).toEqual({});

    house.override('room:a', 'room', { guest: ['use'], host: ['use'] });
    expect(before()).toEqual({ roles: { guest: ['look'] } });

    house.append({ type: 'DashboardOverrideCleared', data: { resource: 'room:a', facet: 'room' } });
    expect(before()).toEqual({ roles: { guest: ['use'], host: ['use'] } });
  });

  it('is what a role was like', () => {
    house.append({ type: 'RoleDetailsChanged', data: { role: 'guest', name: 'Visitor' } });
    expect(before()).toEqual({ name: 'guest' });

    house.replace('guest', using);
    expect(before()).toEqual({ grants: looking });

    house.append({ type: 'PermissionRevoked', data: { role: 'guest', scope: 'room:*' } });
    expect(before()).toEqual({ grants: using });

    house.append({ type: 'RoleCriteriaSet', data: { role: 'guest', criteria: { team: 'x' } } });
    expect(before()).toEqual({});
    house.append({ type: 'RoleCriteriaSet', data: { role: 'guest' } });
    expect(before()).toEqual({ criteria: { team: 'x' } });

    house.append({ type: 'RoleDeprecated', data: { role: 'guest', replacement: 'host' } });
    house.append({ type: 'RoleRestored', data: { role: 'guest' } });
    expect(before()).toEqual({ replacement: 'host' });

    house.append({ type: 'RoleDeleted', data: { role: 'host', holders: 0, overrides: 0 } });
    expect(before()).toEqual({ name: 'host', grants: using });
  });

  it('is what somebody was and held', () => {
    house.append({ type: 'UserSuspended', data: { person: 0 } });
    expect(before()).toEqual({ status: 'active' });

    house.userLevel('ana', 'room:a', 'room', ['look'], { until: after(100) });
    expect(before()).toEqual({});
    house.userLevel('ana', 'room:a', 'room', ['use']);
    expect(before()).toEqual({ level: ['look'], until: after(100) });

    house.assign('ana', 'guest', 'room:a', { from: after(50) }).revoke('ana', 'guest', 'room:a');
    expect(before()).toEqual({ source: 'person', from: after(50) });
  });

  it('is not looked for where the name is nobody of the ledger', () => {
    house.append({ type: 'UserSuspended', data: { person: 0 } });

    expect(before({ user: 'nobody' })).toEqual({});
  });

  it('is nothing for what only adds, and for refused attempts', () => {
    house.assign('ana', 'guest');
    expect(before()).toEqual({});

    const refused = { id: 'e', type: 'CommandRefused', revision: 0, time: '', actor: 'ana', via: 'system' };
    expect(beforeOf(house.access, { ...refused, data: {} }, () => 0)).toEqual({});
  });
});
