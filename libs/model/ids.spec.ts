import { describe, expect, it } from '@jest/globals';
import { nameFault, organizationIdFault, resourceIdFault, userIdFault } from './ids.js';

describe('names of types, facets, levels and roles', () => {
  it.each(['a', 'Z', 'dashboard_group', 'workspaces.act_l2', 'l-1', 'a'.repeat(64), 'constructor'])(
    'takes %s',
    (name) => {
      expect(nameFault(name)).toBeUndefined();
    },
  );

  it.each(['', '1a', '_a', 'a b', 'ä', '*', 'a:b', 'a/b', 'a'.repeat(65), 'a\n', '__proto__'])(
    'refuses %j',
    (name) => {
      expect(nameFault(name)).toMatch(/^must start with a letter/);
    },
  );
});

describe('ids of organizations', () => {
  it.each(['acme', '4', 'a-b-', 'a'.repeat(63)])('takes %s', (id) => {
    expect(organizationIdFault(id)).toBeUndefined();
  });

  it.each(['', '-a', 'Acme', 'a_b', 'a'.repeat(64), 'ä'])('refuses %j', (id) => {
    expect(organizationIdFault(id)).toMatch(/^must start with a lower-case letter/);
  });
});

describe.each([
  ['a user', userIdFault],
  ['a resource', resourceIdFault],
])('the id of %s', (_, fault) => {
  it.each([
    ['plain', 'ana'],
    ['an address', 'ana@example.com'],
    ['with colons and inner spaces', 'a:b c'],
    ['with slashes', 'a/b'],
    ['in another script', 'Ωmega'],
    ['the longest', 'x'.repeat(256)],
    ['the longest in characters beyond the basic plane', '😀'.repeat(256)],
    ['a name that every object has', '__proto__'],
  ])('may be %s', (_, id) => {
    expect(fault(id)).toBeUndefined();
  });

  it.each([
    ['empty', '', 'must not be empty'],
    ['too long', 'x'.repeat(257), 'must have at most 256 characters'],
    ['too long in characters beyond the basic plane', '😀'.repeat(257), 'must have at most 256 characters'],
    ['huge', 'x'.repeat(100_000), 'must have at most 256 characters'],
    ['decomposed', 'e\u0301', 'must be in Unicode normal form C'],
    ['half a character', 'a\ud83d', 'must be well-formed Unicode'],
    ['with a line break', 'a\nb', 'must not contain control or text-direction characters'],
    ['with a null', 'a\0', 'must not contain control or text-direction characters'],
    ['with a direction override', 'a\u202eb', 'must not contain control or text-direction characters'],
    ['with a direction isolate', 'a\u2066b', 'must not contain control or text-direction characters'],
    ['with a space before', ' a', 'must not begin or end with a space'],
    ['with an odd space behind', 'a\u00a0', 'must not begin or end with a space'],
  ])('may not be %s', (_, id, detail) => {
    expect(fault(id)).toBe(detail);
  });
});

describe('the id of a user', () => {
  it.each(['operator:root', 'service:crm', 'person:17', 'erased-17'])('must not read as %s', (id) => {
    expect(userIdFault(id)).toMatch(/^must not start with/);
  });

  it('may contain what is only special in resources', () => {
    expect(userIdFault('*{x}')).toBeUndefined();
  });
});

describe('the id of a resource', () => {
  it.each(['*', 'a/**', 'a*', '{a}', 'a{', '}'])('must not read as a scope or template: %s', (id) => {
    expect(resourceIdFault(id)).toBe('must not contain `*`, `{` or `}`');
  });

  it('may be what only a user must not be called', () => {
    expect(resourceIdFault('operator:root')).toBeUndefined();
  });
});
