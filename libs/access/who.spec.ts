import { beforeEach, describe, expect, it } from '@jest/globals';
import { document } from './testing/document.suite.js';
import { furnished } from './testing/furnished.suite.js';
import { after, Ledger, second, start } from './testing/ledger.suite.js';
import { anybody, who } from './who.js';

describe('who has a permission', () => {
  let house: Ledger;

  beforeEach(() => {
    house = furnished()
      .activate('ben')
      .activate('cleo')
      .assign('ana', 'guest')
      .assign('ben', 'host', 'floor:1');
  });

  it('are the holders of every role that gives it, at or above the target', () => {
    expect(house.who('room.look', 'room:a')).toEqual(['ana', 'ben']);
    expect(house.who('room.use', 'desk:x')).toEqual(['ben']);
    expect(house.who('room.look', 'floor:1')).toEqual([]);
  });

  it('are asked for below the parent of a leaf that is not registered', () => {
    house.register('floor:2');
    const leaf = (parent: string) => house.who('room.look', { ref: 'room:new', in: parent });

    expect([leaf('floor:1'), leaf('floor:2')]).toEqual([['ana', 'ben'], ['ana']]);
  });

  it('come once, however many roles give it', () => {
    house.assign('ana', 'host').assign('ana', 'guest', 'room:a');
    const view = house.view();

    expect([...who(view, view.model.permission('room.look')!, house.node('room:a'))].sort()).toEqual([0, 1]);
  });

  it('are active', () => {
    house.append({ type: 'UserSuspended', data: { person: house.person('ben') } });

    expect(house.who('room.look', 'room:a')).toEqual(['ana']);
  });

  it('hold it at the instant', () => {
    house.assign('cleo', 'guest', undefined, { from: after(100), until: after(200) });
    const at = (seconds: number) => house.who('room.look', 'room:c', { instant: start + seconds * second });
    house.register('room:c', 'floor:1');

    expect([99, 100, 200].map(at)).toEqual([
      ['ana', 'ben'],
      ['ana', 'ben', 'cleo'],
      ['ana', 'ben'],
    ]);
  });

  it('held it then, whatever became of them', () => {
    const revision = house.revision;
    house
      .revoke('ana', 'guest')
      .append({ type: 'RoleDeleted', data: { role: 'host', holders: 1, overrides: 0 } })
      .assign('cleo', 'guest');

    expect(house.who('room.look', 'room:a')).toEqual(['cleo']);
    expect(house.who('room.look', 'room:a', { revision })).toEqual(['ana', 'ben']);
  });

  it('have it through a level of their own, or not for the sake of one', () => {
    house.userLevel('cleo', 'room:a', 'room', ['use']).userLevel('ana', 'room:a', 'room', ['room.use']);

    expect(house.who('room.look', 'room:a')).toEqual(['ben', 'cleo']);
    expect(house.who('room.look', 'room:b')).toEqual(['ana', 'ben']);
  });

  it('lose nothing through a level that adds', () => {
    const ledger = new Ledger(document({ facet: { user_grants: { effect: 'add' } } }))
      .register('floor:1')
      .register('room:a', 'floor:1')
      .role('guest', [{ scope: 'room:*', give: { room: ['look'] } }])
      .activate('ana')
      .assign('ana', 'guest')
      .userLevel('ana', 'room:a', 'room', ['room.use']);

    expect([ledger.who('room.look', 'room:a'), ledger.who('room.use', 'room:a')]).toEqual([['ana'], ['ana']]);
  });

  it('are nobody in a closed organization', () => {
    house.append({ type: 'OrganizationClosed', data: {} });

    expect(house.who('room.look', 'room:a')).toEqual([]);
  });
});

describe('who has a derived permission', () => {
  const derived = {
    'room.enjoy': { any_of: [['room.look', 'room.use'], ['house.own']] },
    'room.praise': { any_of: [['room.enjoy']] },
  };
  const facets = {
    ...document().facets,
    house: { type: 'house', pick: 'many', permissions: ['house.own'] },
  } as const;
  const house = () =>
    new Ledger(document({ derived, facets }))
      .register('floor:1')
      .register('room:a', 'floor:1')
      .role('looker', [{ scope: 'room:*', give: { room: ['look'] } }])
      .role('user', [{ scope: 'room:*', give: { room: ['room.use'] } }])
      .role('owner', [{ scope: '.', give: { house: ['*'] } }])
      .activate('ana')
      .activate('ben')
      .activate('cleo')
      .assign('ana', 'looker')
      .assign('ana', 'user')
      .assign('ben', 'user')
      .assign('cleo', 'owner');

  it('lasts as long as all that it needs', () => {
    const ledger = house().revoke('ana', 'user').revoke('cleo', 'owner');
    ledger.assign('ana', 'user', undefined, { until: after(900) });
    const view = ledger.view();
    const enjoy = view.model.permission('room.enjoy')!;

    const left = [false, true].map((lasting) => anybody(view, enjoy, ledger.node('room:a'), lasting));

    expect(left).toEqual([true, false]);
  });

  it('has all that one of its lists needs', () => {
    expect(house().who('room.enjoy', 'room:a')).toEqual(['ana', 'cleo']);
    expect(house().who('room.praise', 'room:a')).toEqual(['ana', 'cleo']);
    expect(house().who('room.enjoy', 'floor:1')).toEqual(['cleo']);
  });
});

describe('anybody', () => {
  let house: Ledger;
  const left = (permission: string, lasting = false) => {
    const view = house.view();
    return anybody(view, view.model.permission(permission)!, house.node('room:a'), lasting);
  };

  beforeEach(() => {
    house = furnished();
  });

  it('is left while one holder is', () => {
    house.assign('ana', 'guest');

    expect([left('room.look'), left('room.use')]).toEqual([true, false]);
  });

  it('is an active one', () => {
    house.assign('ana', 'guest').append({ type: 'UserSuspended', data: { person: 0 } });

    expect(left('room.look')).toBe(false);
  });

  it('does not last where the assignment ends one day', () => {
    house.assign('ana', 'guest', undefined, { until: after(900) });

    expect([left('room.look'), left('room.look', true)]).toEqual([true, false]);
  });

  it('may be somebody with a level, and not somebody that a level overrules', () => {
    house.assign('ana', 'guest').userLevel('ana', 'room:a', 'room', ['room.use']);

    expect([left('room.look'), left('room.use'), left('room.use', true)]).toEqual([false, true, true]);
  });

  it('does not last where the level ends one day', () => {
    house.userLevel('ana', 'room:a', 'room', ['look'], { until: after(900) });

    expect([left('room.look'), left('room.look', true)]).toEqual([true, false]);
  });

  it('does not last where a level that ends one day gives way to the roles', () => {
    house.assign('ana', 'host').userLevel('ana', 'room:a', 'room', ['look'], { until: after(900) });

    expect([left('room.look'), left('room.look', true)]).toEqual([true, false]);
  });

  it('is nobody where the permission does not apply', () => {
    house.assign('ana', 'guest');
    const view = house.view();

    expect(anybody(view, view.model.permission('room.look')!, house.node('floor:1'))).toBe(false);
  });
});
