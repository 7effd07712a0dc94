import { beforeEach, describe, expect, it } from '@jest/globals';
import { PeopleDirectory } from './directory.js';
import { PendingPeople } from './pending-people.js';

const key = '0c2f5a50-0000-4000-8000-000000000001';
const newer = '0c2f5a50-0000-4000-8000-000000000002';
const ana = { user: 'ana', email: 'ana@example.com', attributes: { team: 'sales' } };

let people: PeopleDirectory;

beforeEach(() => {
  people = new PeopleDirectory();
  people.know(0, ana, key);
});

describe('the directory', () => {
  it('finds people by user id and tells who they are', () => {
    expect(people.find('ana')).toBe(0);
    expect(people.find('dev')).toBeUndefined();
    expect(people.identity(0)).toEqual(ana);
    expect(people.identity(7)).toBeUndefined();
    expect(people.name(0)).toBe('ana');
    expect(people.key(0)).toBe(key);
    expect(people.key(7)).toBeUndefined();
  });

  it('replaces what is known', () => {
    people.know(0, { user: 'ana' }, key);
    expect(people.identity(0)).toEqual({ user: 'ana' });
  });

  it('remembers every key that a person had', () => {
    people.know(0, ana, newer);
    expect(people.key(0)).toBe(newer);
    expect(people.keysOf(0)).toEqual([key, newer]);
  });

  it('forgets everything about somebody erased but the number and the keys', () => {
    people.forget(0);
    expect(people.find('ana')).toBeUndefined();
    expect(people.identity(0)).toBeUndefined();
    expect(people.name(0)).toBe('erased-0');
    expect(people.keysOf(0)).toEqual([key]);
    expect(JSON.stringify(people.dump())).not.toContain('ana');
  });

  it('gives the user id of somebody erased to whoever comes with it', () => {
    people.forget(0);
    people.know(1, ana, newer);
    expect(people.find('ana')).toBe(1);
    expect(people.named('erased-0')).toBe(0);
    expect(people.named('erased-1')).toBeUndefined();
    expect(people.named('ana')).toBe(1);
  });

  it.each(['__proto__', 'constructor', 'toString', 'erased-0', '0', ''])('is not misled by %j', (user) => {
    expect(people.find(user)).toBeUndefined();
    people.know(1, { user, email: user, attributes: { ['__proto__']: 1 } }, newer);
    expect(people.find(user)).toBe(1);
    expect(people.name(1)).toBe(user);
  });

  it('is the same after a dump', () => {
    people.know(2, { user: 'dev' }, newer);
    people.forget(0);
    const again = new PeopleDirectory(structuredClone(people.dump()));
    expect(again.dump()).toEqual(people.dump());
    expect(again.find('dev')).toBe(2);
    expect(again.keysOf(0)).toEqual([key]);
    expect(again.erased).toEqual(new Set([0]));
  });
});

describe('the directory of what is not written yet', () => {
  let pending: PendingPeople;

  beforeEach(() => {
    pending = new PendingPeople(people);
  });

  it('shows decisions what readers do not see', () => {
    pending.know(1, { user: 'dev' }, newer);
    pending.forget(0);
    expect([pending.find('dev'), pending.find('ana')]).toEqual([1, undefined]);
    expect([people.find('dev'), people.find('ana')]).toEqual([undefined, 0]);
    expect([pending.name(0), people.name(0)]).toEqual(['erased-0', 'ana']);
    expect([pending.key(1), people.key(1)]).toEqual([newer, undefined]);
    expect([pending.identity(0), pending.key(0)]).toEqual([undefined, undefined]);
  });

  it('takes back what came after a mark', () => {
    pending.know(1, { user: 'dev' }, newer);
    const mark = pending.mark();
    pending.forget(0);
    pending.know(2, { user: 'ana' }, newer);
    pending.forget(1);
    pending.rollback(mark);
    expect([pending.find('ana'), pending.find('dev')]).toEqual([0, 1]);
    expect(pending.identity(0)).toEqual(ana);
    pending.rollback(0);
    expect(pending.find('dev')).toBeUndefined();
  });

  it('hands over to readers what is durable', () => {
    pending.know(1, { user: 'dev' }, newer);
    pending.forget(0);
    pending.know(2, { user: 'ana' }, newer);
    pending.settle();
    expect([people.find('ana'), people.find('dev')]).toEqual([2, 1]);
    expect(people.erased).toEqual(new Set([0]));
    expect(pending.mark()).toBe(0);
  });
});
