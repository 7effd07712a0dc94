import { DomainError } from '#model/errors.js';
import { describe, expect, it } from '@jest/globals';
import { assert, jsonValue, property } from 'fast-check';
import { parseStrictJson } from './strict-json.js';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

describe('a body', () => {
  it('is read as JSON, whatever it holds', () => {
    assert(
      property(jsonValue({ maxDepth: 8 }), (value) => {
        expect(parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('may be empty', () => {
    expect(parse('')).toBeUndefined();
  });

  it('keeps names that mean something to programs as plain members', () => {
    const value = parse('{"__proto__": {"admin": true}, "constructor": 1}');
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ['{"a": 1, "a": 2}', 'two members of the same name'],
    ['[{"x": {"a": 1, "\\u0061": 2}}]', 'two members of the same name'],
    ['{"__proto__": 1, "__proto__": 2}', 'two members of the same name'],
    ['['.repeat(33) + ']'.repeat(33), 'nested deeper than 32 levels'],
    ['['.repeat(500_000), 'nested deeper than 32 levels'],
    ['{"a": }', 'not JSON'],
    ['{"a": 1} {"b": 2}', 'not JSON (line 1, column 10)'],
    ['nul', 'not JSON'],
    ['"open', 'not JSON'],
    ['"\\', 'not JSON'],
  ])('is refused as MALFORMED: %.40s', (text, says) => {
    expect(() => parse(text)).toThrow(DomainError);
    expect(() => parse(text)).toThrow(says);
  });

  it('does not count what stands inside of strings', () => {
    expect(parse('{"a:b": "{[:\\"", "c": "\\\\"}')).toEqual({ 'a:b': '{[:"', c: '\\' });
  });

  it('must be UTF-8', () => {
    expect(() => parseStrictJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toThrow('not UTF-8');
    expect(() => parseStrictJson(Buffer.from('"a"', 'utf16le'))).toThrow('MALFORMED');
  });
});
