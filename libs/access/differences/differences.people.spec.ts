import { beforeEach, describe, expect, it } from '@jest/globals';
import { after, type Ledger, second, start } from '../testing/ledger.suite.js';
import { house, told, use, using } from './told.suite.js';

let ledger: Ledger;
/** The revision from which differences are asked for. */
let then: number;

beforeEach(() => {
  ledger = house();
  then = ledger.revision;
});

describe('the difference of a person', () => {
  it('is what they gained, on every resource where it is decided, with the event that gave it', () => {
    ledger.assign('ben', 'host', 'floor:1');

    expect(told(ledger, then)).toEqual([
      { who: 'ben', on: 'room:a', gained: use, by: ['RoleAssigned'] },
      { who: 'ben', on: 'room:b', gained: use, by: ['RoleAssigned'] },
    ]);
  });

  it('leaves out what another role gave before', () => {
    ledger.assign('ana', 'host', 'room:a');

    expect(told(ledger, then)).toEqual([
      { who: 'ana', on: 'room:a', gained: ['room.use'], by: ['RoleAssigned'] },
    ]);
  });

  it('is nothing when a role was given and taken away again, or taken and given back', () => {
    ledger.assign('ben', 'host').revoke('ben', 'host').revoke('ana', 'guest').assign('ana', 'guest');

    expect(told(ledger, then, { sources: true })).toEqual([]);
  });

  it('is what a suspension took, and nothing after it ended', () => {
    ledger.append({ type: 'UserSuspended', data: { person: 0 } });
    const suspended = ledger.revision;
    ledger.append({ type: 'UserReinstated', data: { person: 0 } });
    const lost = { who: 'ana', lost: ['room.look'], by: ['UserSuspended'] };

    expect(told(ledger, then, {}, { revision: suspended })).toEqual([
      { ...lost, on: 'room:a' },
      { ...lost, on: 'room:b' },
    ]);
    expect(told(ledger, then)).toEqual([]);
  });

  it('goes with those who left and came back without their roles', () => {
    ledger.append(
      { type: 'UserRemoved', data: { person: 0, assignments: 1, userLevels: 0 } },
      { type: 'UserActivated', data: { person: 0 } },
    );

    expect(told(ledger, then).map(({ by }) => by)).toEqual([
      ['UserRemoved', 'UserActivated'],
      ['UserRemoved', 'UserActivated'],
    ]);
  });

  it('comes from a level of their own, which takes the place of what roles give', () => {
    ledger.userLevel('ana', 'room:a', 'room', ['room.use']);

    expect(told(ledger, then)).toEqual([
      { who: 'ana', on: 'room:a', gained: ['room.use'], lost: ['room.look'], by: ['PermissionGranted'] },
    ]);
  });

  it('comes from time alone where a period began or ended and nothing was recorded', () => {
    ledger.assign('ben', 'host', 'room:a', { from: after(100), until: after(200) });
    const at = (seconds: number) => ({ revision: ledger.revision, instant: start + seconds * second });

    expect(told(ledger, at(99), {}, at(100))).toEqual([{ who: 'ben', on: 'room:a', gained: use, by: [] }]);
    expect(told(ledger, at(199), {}, at(200))).toEqual([{ who: 'ben', on: 'room:a', lost: use, by: [] }]);
    expect(told(ledger, at(50), {}, at(300))).toEqual([]);
  });

  it('names the record of a beginning and of an end where there is one', () => {
    ledger.assign('ben', 'host', 'room:a', { from: after(100), until: after(200) });
    const { revision } = ledger;
    const place = { person: 1, role: 'host', place: 'room:a' };
    ledger.append({ type: 'RoleStarted', data: place });
    const started = ledger.revision;
    ledger.append({ type: 'RoleExpired', data: place });
    const at = (revision: number, seconds: number) => ({ revision, instant: start + seconds * second });

    expect(told(ledger, at(revision, 99), {}, at(started, 150))).toMatchObject([{ by: ['RoleStarted'] }]);
    expect(told(ledger, at(started, 150), {}, at(started + 1, 300))).toMatchObject([{ by: ['RoleExpired'] }]);
  });

  it('names events about roles held there, and not about others', () => {
    ledger
      .assign('ben', 'host', 'room:a')
      .assign('ben', 'guest', 'room:b')
      .userLevel('ben', 'room:b', 'room', ['use']);

    expect(told(ledger, then)).toEqual([
      { who: 'ben', on: 'room:a', gained: use, by: ['RoleAssigned'] },
      { who: 'ben', on: 'room:b', gained: use, by: ['RoleAssigned', 'PermissionGranted'] },
    ]);
  });

  it('is all of it when the person is asked about: what their roles gained too', () => {
    ledger.replace('guest', using);

    expect(told(ledger, then, { person: 'ana' })).toEqual([
      { who: 'ana', on: 'room:a', gained: ['room.use'], by: ['PermissionsReplaced'] },
      { who: 'ana', on: 'room:b', gained: ['room.use'], by: ['PermissionsReplaced'] },
    ]);
    expect(told(ledger, then, { person: 'ben' })).toEqual([]);
  });

  it('tells other reasons where it is asked for them', () => {
    ledger.revoke('ana', 'guest').assign('ana', 'host', 'room:a').assign('ana', 'guest', 'room:b');

    expect(told(ledger, then, { person: 'ana', sources: true })).toEqual([
      {
        who: 'ana',
        on: 'room:a',
        gained: ['room.use'],
        changed: ['room.look'],
        by: ['RoleRevoked', 'RoleAssigned'],
      },
      { who: 'ana', on: 'room:b', changed: ['room.look'], by: ['RoleRevoked', 'RoleAssigned'] },
    ]);
  });
});
