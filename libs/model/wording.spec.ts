import { describe, expect, it } from '@jest/globals';
import { listed, quoted } from './wording.js';

describe('what somebody sent', () => {
  it('stands in backticks', () => {
    expect(quoted('group:sales')).toBe('`group:sales`');
  });

  it('is cut where it is long, by characters and not by halves of them', () => {
    expect(quoted('x'.repeat(64))).toBe(`\`${'x'.repeat(64)}\``);
    expect(quoted('x'.repeat(65))).toBe(`\`${'x'.repeat(64)}…\``);
    expect(quoted('🦊'.repeat(64))).toBe(`\`${'🦊'.repeat(64)}\``);
    expect(quoted('🦊'.repeat(65))).toBe(`\`${'🦊'.repeat(64)}…\``);
  });

  it.each([
    ['a backtick', 'a`b', '`a\\u{60}b`'],
    ['a line break', 'a\nb', '`a\\u{a}b`'],
    ['a line separator', 'a\u2028b', '`a\\u{2028}b`'],
    ['a change of direction', '\u202Egpj', '`\\u{202e}gpj`'],
    ['half a character', '\uD800', '`\\u{d800}`'],
  ])('cannot change how the sentence reads: %s', (_, text, said) => {
    expect(quoted(text)).toBe(said);
  });
});

describe('a list of names', () => {
  it('ends after a dozen, and says how many more there are', () => {
    expect(listed(['a', 'b'])).toBe('`a`, `b`');
    expect(listed(Array.from('abcdefghijklmn'))).toBe(
      '`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, `i`, `j`, `k`, `l` and 2 more',
    );
  });
});
