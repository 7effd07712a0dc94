import { beforeEach, describe, expect, it } from '@jest/globals';
import { document } from '../testing/document.suite.js';
import { type Ledger, reference } from '../testing/ledger.suite.js';
import { house, told, use, using } from './told.suite.js';

let ledger: Ledger;
/** The revision from which differences are asked for. */
let then: number;

beforeEach(() => {
  ledger = house();
  then = ledger.revision;
});

describe('the difference of resources', () => {
  it('is what those above have on one that is new', () => {
    ledger.register('room:c', 'floor:2').register('desk:y', 'room:b');
    const gained = { who: 'guest at house:root (1)', gained: ['room.look'], by: ['ResourceRegistered'] };

    expect(told(ledger, then)).toEqual([
      { ...gained, on: 'room:c' },
      { ...gained, on: 'desk:y' },
    ]);
  });

  it('is lost with one that is removed, and told there alone', () => {
    ledger.remove('room:a');

    expect(told(ledger, then)).toEqual([
      { who: 'guest at house:root (1)', on: 'room:a', lost: ['room.look'], by: ['ResourceRemoved'] },
    ]);
  });

  it('reaches roles that were held inside of what is removed', () => {
    ledger.assign('ben', 'host', 'room:a');
    then = ledger.revision;
    ledger.remove('floor:1');

    expect(told(ledger, then).map(({ who, on }) => `${who} ${on}`)).toEqual([
      'guest at house:root (1) room:a',
      'guest at house:root (1) room:b',
      'host at room:a (1) room:a',
    ]);
  });

  it('is told for the new place of one that moved', () => {
    ledger.assign('ben', 'host', 'floor:1').assign('cleo', 'guest', 'floor:2');
    then = ledger.revision;
    ledger.move('room:a', 'floor:2');

    expect(told(ledger, then)).toEqual([
      { who: 'guest at floor:2 (1)', on: 'room:a', gained: ['room.look'], by: ['ResourceMoved'] },
      { who: 'host at floor:1 (1)', on: 'room:a', lost: use, by: ['ResourceMoved'] },
    ]);
  });

  it('is nothing for one that was moved there and back, or registered again with nothing of its own', () => {
    ledger.move('room:a', 'floor:2').move('room:a', 'floor:1').remove('room:b').register('room:b', 'floor:1');

    expect(told(ledger, then, { sources: true })).toEqual([]);
  });

  it('is what hung on one that was registered again', () => {
    ledger.assign('ben', 'host', 'room:b').userLevel('cleo', 'room:b', 'room', ['look']);
    then = ledger.revision;
    ledger.remove('room:b').register('room:b', 'floor:1');
    const by = ['ResourceRemoved', 'ResourceRegistered'];

    expect(told(ledger, then)).toEqual([
      { who: 'host at room:b (1)', on: 'room:b', lost: use, by },
      { who: 'cleo', on: 'room:b', lost: ['room.look'], by },
    ]);
  });

  it('reaches people whose own level stands where something moved', () => {
    ledger.userLevel('ben', 'room:a', 'room', ['use']).userLevel('cleo', 'room:b', 'room', ['look']);
    then = ledger.revision;
    ledger.move('desk:x', 'room:b');

    expect(told(ledger, then)).toEqual([
      { who: 'ben', on: 'desk:x', lost: use, by: ['ResourceMoved'] },
      { who: 'cleo', on: 'desk:x', gained: ['room.look'], by: ['ResourceMoved'] },
    ]);
  });

  it('is what others have there when the resource is asked about, with all that lies in it', () => {
    ledger.register('floor:3').assign('ben', 'host', 'room:a').assign('cleo', 'guest', 'floor:1');
    const gained = (who: string, names: readonly string[]) => ({ who, gained: names, by: ['RoleAssigned'] });

    expect(told(ledger, then, { node: 'room:a' })).toEqual([
      { ...gained('ben', use), on: 'room:a' },
      { ...gained('cleo', ['room.look']), on: 'room:a' },
    ]);
    expect(told(ledger, then, { node: 'desk:x' })).toEqual([
      { ...gained('ben', use), on: 'desk:x' },
      { ...gained('cleo', ['room.look']), on: 'desk:x' },
    ]);
    expect(told(ledger, then, { node: 'floor:2' })).toEqual([]);
    expect(told(ledger, then, { node: 'floor:1', person: 'cleo' }).map(({ on }) => on)).toEqual([
      'room:a',
      'room:b',
    ]);
  });
});

describe('the difference of a whole organization', () => {
  it('is everything when it is closed, whether roles or own levels gave it', () => {
    ledger.userLevel('ben', 'room:a', 'room', ['use']);
    then = ledger.revision;
    ledger.append({ type: 'OrganizationClosed', data: {} });
    const by = ['OrganizationClosed'];

    expect(told(ledger, then)).toEqual([
      { who: 'guest at house:root (1)', on: 'room:a', lost: ['room.look'], by },
      { who: 'guest at house:root (1)', on: 'room:b', lost: ['room.look'], by },
      { who: 'ben', on: 'room:a', lost: use, by },
    ]);
  });

  it('is nothing after that', () => {
    ledger.append({ type: 'OrganizationClosed', data: {} });
    then = ledger.revision;
    ledger.assign('ben', 'host').replace('guest', using);

    expect(told(ledger, then)).toEqual([]);
  });

  it('is what another model means by the same words', () => {
    const next = document({
      version: 2,
      facet: {
        levels: { look: { permissions: ['room.look', 'room.peek'] }, use: { permissions: ['room.use'] } },
      },
    });
    ledger.userLevel('ben', 'room:a', 'room', ['use']);
    then = ledger.revision;
    ledger.append({ type: 'OrganizationModelUpgraded', data: { model: reference(next) } });
    const by = ['OrganizationModelUpgraded'];

    expect(told(ledger, then)).toEqual([
      { who: 'guest at house:root (1)', on: 'room:a', gained: ['room.peek'], by },
      { who: 'guest at house:root (1)', on: 'room:b', gained: ['room.peek'], by },
      { who: 'ben', on: 'room:a', lost: use, by },
    ]);
  });

  it('is nothing for names, notes and invitations that came to nothing', () => {
    ledger.append(
      { type: 'OrganizationRenamed', data: { name: 'Another' } },
      { type: 'ResourceRenamed', data: { resource: 'room:a', name: 'Another' } },
      { type: 'RoleDetailsChanged', data: { role: 'guest', name: 'Another' } },
      { type: 'UserAttributesChanged', data: { person: 0, key: 'k', identity: 'v1' } },
    );

    expect(told(ledger, then, { sources: true })).toEqual([]);
  });
});
