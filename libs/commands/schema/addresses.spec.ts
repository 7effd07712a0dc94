import { describe, expect, it } from '@jest/globals';
import { isAddress, readAddresses } from './addresses.js';

describe('addresses out of a text', () => {
  it('are separated by comma, semicolon or line break', () => {
    const { addresses, bad } = readAddresses('a@x.io, b@x.io;c@x.io\nd@x.io\r\ne@x.io\rf@x.io');

    expect(addresses).toEqual(['a@x.io', 'b@x.io', 'c@x.io', 'd@x.io', 'e@x.io', 'f@x.io']);
    expect(bad).toEqual([]);
  });

  it('are trimmed, lower-cased and count once; blank entries are passed over', () => {
    expect(readAddresses('  Ana@Example.com ;; ,\n\n ana@example.COM,').addresses).toEqual([
      'ana@example.com',
    ]);
  });

  it('are named by their number and line where they are wrong', () => {
    expect(readAddresses('a@x.io;; b at x.io\n\nc@x.io, @x.io').bad).toEqual([
      { entry: 'b at x.io', position: 2, line: 1 },
      { entry: '@x.io', position: 4, line: 3 },
    ]);
  });
});

describe('addresses out of a list', () => {
  it('are taken one by one, and a separator inside an entry is no separator', () => {
    expect(readAddresses(['A@x.io', ' ', 'b@x.io, c@x.io'])).toEqual({
      addresses: ['a@x.io'],
      bad: [{ entry: 'b@x.io, c@x.io', position: 3 }],
    });
  });
});

describe('an address', () => {
  it.each(['a@x.io', "o'hara+list@mail.example.com", 'x_y-z.1@xn--bcher-kva.example'])(
    '%s is one',
    (text) => {
      expect(isAddress(text)).toBe(true);
    },
  );

  it.each([
    ['without a domain', 'ana'],
    ['with a blank', 'a b@x.io'],
    ['with two dots', 'a..b@x.io'],
    ['with a name around it', 'Ana <ana@x.io>'],
    ['with letters outside ASCII', 'ana@bücher.example'],
    ['with a letter that only becomes ASCII in lower case', 'an\u212A@x.io'],
    ['that is longer than mail allows', `${'a'.repeat(250)}@x.io`],
  ])('%s is none', (_, text) => {
    expect(isAddress(text)).toBe(false);
    expect(readAddresses(text).addresses).toEqual([]);
  });
});
