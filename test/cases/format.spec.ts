import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { caseFile, coverage } from './format.js';
import { readings, rules } from './rules.js';

const here = dirname(fileURLToPath(import.meta.url));
const read = (file: string): unknown => parse(readFileSync(join(here, file), 'utf8'));
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && file !== 'coverage.yaml')
  .map((file) => relative('.', file))
  .sort();

describe.each(files)('%s', (file) => {
  it('is written in the format', () => {
    expect(caseFile.safeParse(read(file)).error?.issues ?? []).toEqual([]);
  });

  it('names every case once', () => {
    const names = caseFile.parse(read(file)).cases.map(({ name }) => name);

    expect(names).toEqual([...new Set(names)]);
  });
});

describe('the rules', () => {
  const shown = new Set(
    files.flatMap((file) => caseFile.parse(read(file)).cases.flatMap((story) => story.rules)),
  );
  const { withoutCase } = coverage.parse(read('coverage.yaml'));

  it('are not listed as unshown while a case shows them', () => {
    expect(Object.keys(withoutCase).filter((number) => shown.has(number))).toEqual([]);
  });

  it('exist', () => {
    const known = new Set([...rules, ...readings]);

    expect([...shown, ...Object.keys(withoutCase)].filter((number) => !known.has(number))).toEqual([]);
  });
});
