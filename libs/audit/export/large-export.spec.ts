import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { LargeExport } from './large-export.suite.js';

const mebibyte = 1024 * 1024;

describe('an export of 300,000 records', () => {
  it('has no more than a piece of it in memory', () => {
    // Less than the fold, which takes about 48 MiB, and the text of either export would take together.
    const heap = '--max-old-space-size=80';
    const loader = ['--import', './test/faults/sqlite/typescript.mjs'];
    const program = 'libs/audit/export/large-export.suite.ts';
    const printed = execFileSync(
      process.execPath,
      ['--no-warnings', '--expose-gc', heap, ...loader, program],
      {
        encoding: 'utf8',
      },
    );
    const exports = printed
      .trimEnd()
      .split('\n')
      // As the program printed it.
      .map((line) => JSON.parse(line) as LargeExport);

    expect(exports.map(({ manifest }) => [manifest.format, manifest.counts])).toEqual([
      ['csv', { assignment: 300_000 }],
      ['jsonl', { assignment: 300_000 }],
    ]);
    for (const { manifest, above } of exports) {
      expect(manifest.bytes).toBeGreaterThan(35 * mebibyte);
      expect(above).toBeLessThan(4 * mebibyte);
    }
  }, 120_000);
});
