import { describe, expect, it } from '@jest/globals';
import { InvalidArgumentError } from 'commander';
import { instant, moment, positiveNumber, ref, wholeNumber } from './options.js';

describe('a moment', () => {
  it.each([
    ['12', 12],
    ['2026-03-03', '2026-03-03T00:00:00.000Z'],
    ['2026-03-03T09:00Z', '2026-03-03T09:00:00.000Z'],
    ['2026-03-03T09:00:00.5+02:00', '2026-03-03T07:00:00.500Z'],
  ])('is %s', (text, expected) => {
    expect(moment(text)).toBe(expected);
  });

  it.each(['', 'now', '-1', '1.5', '2026-02-30T00:00', '2026-13-01', '2026-03-03T09:00:00'])(
    'is not `%s`',
    (text) => {
      expect(() => moment(text)).toThrow(InvalidArgumentError);
    },
  );

  it('as an instant is no revision', () => {
    expect(() => instant('12')).toThrow(InvalidArgumentError);
  });
});

describe('a number', () => {
  it('has digits alone', () => {
    expect(wholeNumber('007')).toBe(7);
    for (const text of ['', '-1', '1e3', '0x1', ' 1', '9'.repeat(16)]) {
      expect(() => wholeNumber(text)).toThrow(InvalidArgumentError);
    }
  });
});

describe('a limit', () => {
  it('is one or more', () => {
    expect(positiveNumber('1')).toBe(1);
    expect(() => positiveNumber('0')).toThrow(InvalidArgumentError);
  });
});

describe('a resource', () => {
  it('has a type and an id, which may hold colons', () => {
    expect(ref('group:a:b')).toBe('group:a:b');
    for (const text of ['group', 'group:', ':a', '']) expect(() => ref(text)).toThrow(InvalidArgumentError);
  });
});
