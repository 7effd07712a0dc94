import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { csv } from './csv.js';

type Pair = { readonly first: string; readonly second?: string };

const format = csv<Pair>([
  { name: 'first', cell: ({ first }) => first },
  { name: 'second', cell: ({ second }) => second },
]);

const file = (...pairs: readonly Pair[]) => format.head + format.lines(pairs);

describe('a table as CSV', () => {
  it('has a header row, and ends every row with CRLF', () => {
    expect(file()).toBe('first,second\r\n');
    expect(file({ first: 'a', second: 'b' }, { first: 'c' })).toBe('first,second\r\na,b\r\nc,\r\n');
  });

  it('quotes separators, quotes and line breaks of every kind', () => {
    expect(file({ first: 'a,b', second: 'say "hi"' })).toContain('"a,b","say ""hi"""\r\n');
    for (const end of ['\n', '\r', '\r\n']) expect(file({ first: `a${end}b` })).toContain(`"a${end}b",\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠1'])(
    'takes the force of the formula %j',
    (formula) => {
      const [, row] = parsed(file({ first: formula, second: `a${formula}` }));

      expect(row).toEqual([`'${formula}`, `a${formula}`]);
    },
  );

  it('reads back as the same cells, whatever is in them', () => {
    const letters = fc.constantFrom(...'ab ,;"\'\r\n\t=+-@＝＋－＠ü😀\u2028\\'.split(/(?:)/u));
    const cell = fc.oneof(
      fc.string({ unit: letters }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    );
    const pairs = fc.array(fc.record({ first: cell, second: cell }));
    const property = fc.property(pairs, (pairs) => {
      expect(parsed(file(...pairs))).toEqual([
        ['first', 'second'],
        ...pairs.map(({ first, second }) => [harmless(first), harmless(second)]),
      ]);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

/** Strict: it refuses rows of another length, quotes out of place and the like. */
function parsed(text: string): string[][] {
  return parse(text, { record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false });
}

function harmless(cell: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}
