import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { jsonLines } from './json-lines.js';

describe('records as JSON Lines', () => {
  it('read back as the same records, one a line', () => {
    const record = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true });
    const property = fc.property(fc.array(record), (records) => {
      const lines = jsonLines.lines(records).split('\n');

      expect(lines.pop()).toBe('');
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(records)));
    });
    fc.assert(property);
  });
});
