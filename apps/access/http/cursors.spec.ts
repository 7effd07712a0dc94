import { describe, expect, it } from '@jest/globals';
import { Cursors } from './cursors.js';

const cursor = [12, 1_795_305_600_000, 100, 'zoé', 99];
const question = ['acme', 'operator:root', 'users', 'active'];

describe('a cursor', () => {
  const cursors = new Cursors(new Uint8Array(32).fill(1));
  const text = cursors.seal(question, cursor);

  it('says where the list goes on', () => {
    expect(cursors.open(question, text)).toEqual(cursor);
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('is good on every replica, and on none with another key', () => {
    expect(new Cursors(new Uint8Array(32).fill(1)).open(question, text)).toEqual(cursor);
    expect(() => new Cursors(new Uint8Array(32).fill(2)).open(question, text)).toThrow('MALFORMED');
  });

  it.each([
    ['another question', [...question.slice(0, 3), 'suspended'], text],
    ['another person', ['acme', 'operator:root', 'ana', 'users', 'active'], text],
    ['names that run together', ['acme', 'operator:root', 'usersactive', ''], text],
    ['nothing', question, ''],
    ['less', question, text.slice(0, -1)],
    ['more', question, `${text}A`],
    ['a changed tag', question, `A${text.slice(1)}`],
    ['something else', question, 'hello'],
  ])('is not taken from %s', (_, asked, given) => {
    expect(() => cursors.open(asked, given)).toThrow('MALFORMED');
  });
});
