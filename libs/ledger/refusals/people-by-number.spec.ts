import { describe, expect, it } from '@jest/globals';
import { byName, byNumber } from './people-by-number.js';

const people = ['ana', 'dev'];
const find = (user: string): number | undefined => (people.includes(user) ? people.indexOf(user) : undefined);
const names = (person: number): string => people[person]!;

describe('data of a refused command', () => {
  it.each([
    [
      { user: 'dev', role: 'dev' },
      { user: 'person:1', role: 'dev' },
    ],
    [{ users: ['ana', 'eve'] }, { users: ['person:0', 'eve'] }],
    [
      { place: 'group:ana', to: 'ana' },
      { place: 'group:ana', to: 'person:0' },
    ],
    [
      { to: { user: 'ana' }, scope: 'ana' },
      { to: { user: 'person:0' }, scope: 'ana' },
    ],
    [{ from: { role: 'ana' } }, { from: { role: 'ana' } }],
    [{ users: [{ user: 'ana' }, { user: 'eve' }] }, { users: [{ user: 'person:0' }, { user: 'eve' }] }],
  ])('name people the ledger knows by number: %j', (data, stored) => {
    expect(byNumber(data, find)).toEqual(stored);
    expect(byName(stored, names)).toEqual(data);
  });

  it('say nothing else about them', () => {
    const rows = [
      { user: 'ana', email: 'ana@example.com', attributes: { team: 'owls' }, roles: ['viewer'] },
      { user: 'eve', email: 'eve@example.com' },
    ];
    expect(byNumber({ rows }, find)).toEqual({
      rows: [
        { user: 'person:0', roles: ['viewer'] },
        { user: 'eve', email: 'eve@example.com' },
      ],
    });
  });

  it.each([
    null,
    'text',
    7,
    [],
    {},
    { user: 7 },
    { users: null },
    JSON.parse('{"__proto__":{"user":"eve"}}'),
  ])('are left alone otherwise: %j', (data) => {
    expect(byNumber(data, find)).toEqual(data);
  });
});
