import type { ModelTest } from '#model/document.js';
import { describe, expect, it } from '@jest/globals';
import { runModelTests } from './golden.js';
import { document } from './testing/document.suite.js';
import { models } from './testing/models.suite.js';

const base: ModelTest = {
  name: 'guests look',
  resources: [
    { ref: 'floor:1', parent: 'root' },
    { ref: 'room:a', parent: 'floor:1' },
  ],
  roles: { guest: { grants: [{ scope: 'room:*', give: { room: 'look' } }] } },
  users: { ana: [{ role: 'guest' }], ben: [] },
  expect: [],
};

const failures = (test: Partial<ModelTest>, parts: Parameters<typeof document>[0] = {}) =>
  runModelTests(document({ ...parts, tests: [{ ...base, ...test }] }));

describe('the tests of a document', () => {
  it('pass when every expectation holds', () => {
    const expect_ = [
      { user: 'ana', resource: 'room:a', allow: ['room.look'], deny: ['room.use'] },
      { user: 'ben', resource: 'room:a', deny: ['room.look'] },
      { user: 'ana', resource: 'root', deny: ['room.look'] },
    ];

    expect(failures({ expect: expect_ })).toEqual([]);
  });

  it('fail with the place of the expectation and the reason of the answer', () => {
    const found = failures({
      expect: [
        { user: 'ana', resource: 'room:a', allow: ['room.look', 'room.use'], deny: ['room.look'] },
        { user: 'ana', resource: 'root', allow: ['room.look'] },
      ],
    });

    expect(found).toEqual([
      {
        path: '/tests/0/expect/0/allow/1',
        code: 'TESTS_FAILED',
        detail:
          'in `guests look`, `ana` should be allowed `room.use` on `room:a`, but the answer is NO_ROLE_GIVES_IT',
        test: 'guests look',
        reason: 'NO_ROLE_GIVES_IT',
      },
      {
        path: '/tests/0/expect/0/deny/0',
        code: 'TESTS_FAILED',
        detail: 'in `guests look`, `ana` should be denied `room.look` on `room:a`, but the answer is ALLOWED',
        test: 'guests look',
        reason: 'ALLOWED',
      },
      {
        path: '/tests/0/expect/1/allow/0',
        code: 'TESTS_FAILED',
        detail:
          'in `guests look`, `ana` should be allowed `room.look` on `root`, but the answer is NOT_APPLICABLE',
        test: 'guests look',
        reason: 'NOT_APPLICABLE',
      },
    ]);
  });

  it('use the roles of the model at the places that are named', () => {
    const roles = {
      host: { kind: 'built-in', assignable_at: ['floor'], grants: [{ scope: '.', give: { room: 'use' } }] },
      keeper: {
        kind: 'built-in',
        assignable_at: ['house'],
        grants: [{ scope: 'room:*', give: { room: ['use'] } }],
      },
    } as const;

    const found = failures(
      {
        users: { ana: [{ role: 'keeper', place: 'root' }], ben: [{ role: 'host', place: 'floor:1' }] },
        expect: [
          { user: 'ana', resource: 'room:a', allow: ['room.use'] },
          { user: 'ben', resource: 'room:a', deny: ['room.use'] },
        ],
      },
      { roles },
    );

    expect(found).toEqual([]);
  });

  it('set overrides and user levels', () => {
    const found = failures(
      {
        overrides: [{ resource: 'room:a', facet: 'room', roles: { guest: 'use' } }],
        user_levels: [{ user: 'ben', resource: 'room:a', facet: 'room', level: ['look'] }],
        expect: [
          { user: 'ana', resource: 'room:a', allow: ['room.use'] },
          { user: 'ben', resource: 'room:a', allow: ['room.look'], deny: ['room.use'] },
        ],
      },
      { facet: { override: { replaces: 'resource' }, user_grants: { effect: 'add' } } },
    );

    expect(found).toEqual([]);
  });

  it('do not see each other', () => {
    const allowed = [{ user: 'ana', resource: 'room:a', allow: ['room.look'] }];
    const denied = [{ user: 'ana', resource: 'room:a', deny: ['room.look'] }];

    const found = runModelTests(
      document({
        tests: [
          { ...base, expect: allowed },
          { ...base, name: 'without a role', users: { ana: [] }, expect: denied },
        ],
      }),
    );

    expect(found).toEqual([]);
  });

  it('are none where a document has none', () => {
    expect(runModelTests(document())).toEqual([]);
  });

  it.each(models)('of the model $name pass', (model) => {
    expect(runModelTests(model)).toEqual([]);
  });
});
