import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../testing/ledger.suite.js';
import { house, looking, told, use, using } from './told.suite.js';

let ledger: Ledger;
/** The revision from which differences are asked for. */
let then: number;

beforeEach(() => {
  ledger = house();
  then = ledger.revision;
});

describe('the difference of a role', () => {
  it('is told for everybody who holds it at a place, and never by person', () => {
    ledger.assign('ben', 'guest').assign('cleo', 'guest', 'floor:1');
    then = ledger.revision;
    ledger.replace('guest', using);
    const gained = { gained: ['room.use'], by: ['PermissionsReplaced'] };

    expect(told(ledger, then)).toEqual([
      { who: 'guest at house:root (2)', on: 'room:a', ...gained },
      { who: 'guest at house:root (2)', on: 'room:b', ...gained },
      { who: 'guest at floor:1 (1)', on: 'room:a', ...gained },
      { who: 'guest at floor:1 (1)', on: 'room:b', ...gained },
    ]);
  });

  it('is nothing when it was edited and edited back, whatever the order of its grants', () => {
    const both = [...looking, { scope: 'room:b', give: { room: ['use'] } }];
    ledger.replace('guest', both);
    then = ledger.revision;
    ledger.replace('guest', using).replace('guest', both.toReversed());

    expect(told(ledger, then, { sources: true })).toEqual([]);
  });

  it('is looked for where the changed grants reach', () => {
    ledger.append({
      type: 'PermissionGranted',
      data: { role: 'guest', grant: { scope: 'room:b', give: { room: ['use'] } } },
    });

    expect(told(ledger, then)).toEqual([
      { who: 'guest at house:root (1)', on: 'room:b', gained: ['room.use'], by: ['PermissionGranted'] },
    ]);
  });

  it('is all it gave when it is deleted', () => {
    ledger.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 1, overrides: 0 } });

    expect(told(ledger, then, { role: 'guest' })).toMatchObject([
      { on: 'room:a', lost: ['room.look'], by: ['RoleDeleted'] },
      { on: 'room:b', lost: ['room.look'], by: ['RoleDeleted'] },
    ]);
  });

  it('is told for those who held it then, not for those who do now', () => {
    ledger.replace('guest', using);
    const edited = ledger.revision;
    ledger.revoke('ana', 'guest').assign('ben', 'guest').assign('cleo', 'guest');

    expect(told(ledger, then, {}, { revision: edited })).toMatchObject([
      { who: 'guest at house:root (1)', on: 'room:a' },
      { who: 'guest at house:root (1)', on: 'room:b' },
    ]);
    const asked = told(ledger, then, { role: 'guest' });
    expect(asked.map(({ who }) => who)).toEqual(['guest at house:root (2)', 'guest at house:root (2)']);
  });

  it('is told by people alone where nobody held it at both moments', () => {
    ledger.replace('host', looking).assign('ben', 'host');

    expect(told(ledger, then).map(({ who }) => who)).toEqual(['ben', 'ben']);
    expect(told(ledger, then, { role: 'host' })).toEqual([]);
  });

  it('leaves other roles out when one is asked about', () => {
    ledger.assign('ben', 'host');
    then = ledger.revision;
    ledger.replace('guest', using).replace('host', looking);

    expect(told(ledger, then, { role: 'host' })).toMatchObject([
      { who: 'host at house:root (1)', on: 'room:a', lost: ['room.use'] },
      { who: 'host at house:root (1)', on: 'room:b', lost: ['room.use'] },
    ]);
  });

  it('tells other reasons where it is asked for them', () => {
    ledger.replace('guest', [{ scope: 'room:a', give: { room: ['look'] } }, ...looking]);

    expect(told(ledger, then)).toEqual([]);
    expect(told(ledger, then, { sources: true })).toEqual([
      { who: 'guest at house:root (1)', on: 'room:a', changed: ['room.look'], by: ['PermissionsReplaced'] },
    ]);
  });
});

describe('the difference of lists on resources', () => {
  it('is told by role, for the resource and what lies in it', () => {
    ledger.assign('ben', 'host', 'floor:1');
    then = ledger.revision;
    ledger.override('room:a', 'room', { guest: ['use'] });

    expect(told(ledger, then)).toEqual([
      { who: 'guest at house:root (1)', on: 'room:a', gained: ['room.use'], by: ['DashboardOverridden'] },
      { who: 'host at floor:1 (1)', on: 'room:a', lost: use, by: ['DashboardOverridden'] },
    ]);
  });

  it('is nothing when the list was cleared again, or made anew as it was', () => {
    ledger.override('room:b', 'room', { guest: ['use'] });
    then = ledger.revision;
    ledger
      .override('room:a', 'room', { guest: ['use'] })
      .append({ type: 'DashboardOverrideCleared', data: { resource: 'room:a', facet: 'room' } })
      .override('room:b', 'room', { host: ['use'] })
      .override('room:b', 'room', { guest: ['use'] });

    expect(told(ledger, then, { sources: true })).toEqual([]);
  });

  it('is what opens to others when the only role on a list is deleted', () => {
    ledger.assign('ben', 'host').override('room:a', 'room', { host: ['use'] });
    then = ledger.revision;
    ledger.append({ type: 'RoleDeleted', data: { role: 'host', holders: 1, overrides: 1 } });

    expect(told(ledger, then, { role: 'guest' })).toEqual([
      { who: 'guest at house:root (1)', on: 'room:a', gained: ['room.look'], by: ['RoleDeleted'] },
    ]);
  });
});
