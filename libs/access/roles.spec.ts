import { CompiledModel } from '#model/compiled.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { compileRole, Roles, type RoleState } from './roles.js';
import { document } from './testing/document.suite.js';
import { Undo } from './undo.js';

const state: RoleState = {
  name: 'Guest',
  kind: 'custom',
  locked: [],
  assignableAt: ['house'],
  grants: [],
  created: 1,
  updated: 1,
};

describe('roles', () => {
  let undo: Undo;
  let roles: Roles;

  beforeEach(() => {
    undo = new Undo();
    roles = new Roles(undo);
    roles.create('guest', state, 1);
    roles.create('host', { ...state, name: 'Host' }, 2);
  });

  it('have a number for ever', () => {
    roles.change(roles.number('guest')!, undefined, 3);

    expect(['guest', 'host', 'nobody'].map((id) => roles.number(id))).toEqual([0, 1, undefined]);
    expect(roles.id(0)).toBe('guest');
  });

  it('are what they were at the revision', () => {
    roles.change(0, { ...state, name: 'Visitor' }, 3);
    roles.change(0, undefined, 5);

    const names = [0, 1, 2, 3, 4, 5].map((revision) => roles.state(0, revision)?.name);

    expect(names).toEqual([undefined, 'Guest', 'Guest', 'Visitor', 'Visitor', undefined]);
    expect([1, 2, 5].map((revision) => [...roles.standing(revision)])).toEqual([[0], [0, 1], [1]]);
  });

  it('never have the id of an earlier one', () => {
    roles.change(0, undefined, 3);

    expect(() => roles.create('guest', state, 4)).toThrow('role guest was there already');
  });

  it('are compiled once for each state', () => {
    const model = new CompiledModel(document());

    const compiled = roles.compile(state, model);

    expect(roles.compile(state, model)).toBe(compiled);
    expect(roles.compile({ ...state }, model)).not.toBe(compiled);
  });

  it('are taken back without a trace', () => {
    const before = structuredClone(roles.dump());
    const mark = undo.mark();

    roles.create('visitor', state, 3);
    roles.change(0, undefined, 4);
    undo.rollback(mark);

    expect(roles.dump()).toStrictEqual(before);
    expect(roles.number('visitor')).toBeUndefined();
  });

  it('come back from a dump', () => {
    roles = new Roles(undo, structuredClone(roles.dump()));

    expect(roles.number('host')).toBe(1);
    expect(roles.state(1, 2)?.name).toBe('Host');
  });
});

describe('a compiled role', () => {
  const model = new CompiledModel(document());
  const room = model.facets.get('room')!;

  it('sorts grants by what they match', () => {
    const grants = [
      { scope: '.', give: { room: ['look'] }, since: 1 },
      { scope: 'room:*', give: { room: ['look'] }, since: 1 },
      { scope: 'room:a', node: 4, give: { room: ['look'] }, since: 1 },
      { scope: 'floor:1/**', node: 2, give: { room: ['use'] }, since: 1 },
      { scope: 'room:a', node: 4, give: { room: ['use'] }, since: 2 },
    ];

    const { here, all, one, below, facets } = compileRole(model, grants);
    const sources = (compiled: typeof here | undefined) =>
      compiled?.map(({ grant }) => grants.indexOf(grant as never));

    expect([here, all.get('room'), one.get(4), below.get(2)].map(sources)).toEqual([[0], [1], [2, 4], [3]]);
    expect([...facets]).toEqual([room]);
  });

  it('knows the resources that a grant is narrowed to', () => {
    const { all } = compileRole(model, [
      {
        scope: 'room:*',
        give: { room: ['look'] },
        only: { desk: ['x', 'y'] },
        within: { desk: [7, 9] },
        since: 1,
      },
    ]);

    expect(all.get('room')?.[0]?.within).toEqual(new Map([['desk', new Set([7, 9])]]));
  });

  it('leaves out facets that the model does not have', () => {
    const { here, facets } = compileRole(model, [{ scope: '.', give: { cellar: ['look'] }, since: 1 }]);

    expect(facets.size).toBe(0);
    expect(here[0]?.give.size).toBe(0);
  });
});
