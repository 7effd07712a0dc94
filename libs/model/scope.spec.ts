import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nameFault, resourceIdFault } from './ids.js';
import { parseRef } from './ref.js';
import { parseScope, printScope, type Scope } from './scope.js';

const type = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,20}$/)
  .filter((name) => nameFault(name) === undefined);
const id = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((id) => resourceIdFault(id) === undefined);
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'here' } as const),
  fc.record({ kind: fc.constant('all' as const), type }),
  fc
    .tuple(fc.constantFrom('one' as const, 'below' as const), type, id)
    .map(([kind, type, id]) => ({ kind, ref: `${type}:${id}`, type, id })),
);

describe('a scope', () => {
  it.each([
    ['.', { kind: 'here' }],
    ['group:*', { kind: 'all', type: 'group' }],
    ['group:sales', { kind: 'one', ref: 'group:sales', type: 'group', id: 'sales' }],
    ['group:sales/**', { kind: 'below', ref: 'group:sales', type: 'group', id: 'sales' }],
    ['group:a:b/c', { kind: 'one', ref: 'group:a:b/c', type: 'group', id: 'a:b/c' }],
    ['group:.', { kind: 'one', ref: 'group:.', type: 'group', id: '.' }],
  ])('%s is read', (text, expected) => {
    expect(parseScope(text)).toEqual(expected);
  });

  it.each([
    '',
    '*',
    '..',
    ':',
    ':*',
    ':x',
    'group',
    'group:',
    'group:/**',
    'group:a/**/**',
    'group:*/**',
    'group:a*',
    '1:*',
  ])('%j reads as nothing', (text) => {
    expect(parseScope(text)).toBeUndefined();
  });

  it('is read back from what is printed', () => {
    fc.assert(
      fc.property(scope, (scope) => {
        expect(parseScope(printScope(scope))).toEqual(scope);
      }),
    );
  });

  it('is printed as it was read, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{0,3}:?[a-z:/*{}]{0,6}$/)), (text) => {
        const scope = parseScope(text);
        expect(scope === undefined ? text : printScope(scope)).toBe(text);
      }),
    );
  });
});

describe('a ref', () => {
  it.each([
    ['unit:sales', { type: 'unit', id: 'sales' }],
    ['unit:a:b', { type: 'unit', id: 'a:b' }],
    ['unit::', { type: 'unit', id: ':' }],
  ])('%s is read', (text, expected) => {
    expect(parseRef(text)).toEqual(expected);
  });

  it.each(['', 'unit', 'unit:', ':sales', 'unit:*', 'unit:a/**', 'u nit:a', 'unit: a', 'unit:e\u0301'])(
    '%j reads as nothing',
    (text) => {
      expect(parseRef(text)).toBeUndefined();
    },
  );
});
