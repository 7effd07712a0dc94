import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CompiledModel } from '#model/compiled.js';
import { parseModel } from '#model/validate.js';
import { type Case, type Check, caseFile, coverage } from './format.js';
import { readings, rules } from './rules.js';
import { unknownNames } from './vocabulary.js';

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

  it('uses names that its model has', () => {
    const { model, publish = [], ...rest } = caseFile.parse(read(file));
    const documents = [typeof model === 'string' ? read(`../../models/${model}.yaml`) : model, ...publish];
    const models = documents.map((document) => new CompiledModel(parseModel(document)));

    expect(unknownNames({ model, ...rest }, models)).toEqual([]);
  });

  it('never turns the clock back', () => {
    const turning = caseFile.parse(read(file)).cases.filter((story) => {
      const instants = clock(story);
      return instants.some((instant, index) => index > 0 && instant < instants[index - 1]!);
    });

    expect(turning.map(({ name }) => name)).toEqual([]);
  });
});

describe('the rules', () => {
  const shown = new Set(
    files.flatMap((file) => caseFile.parse(read(file)).cases.flatMap((story) => story.rules)),
  );
  const { withoutCase } = coverage.parse(read('coverage.yaml'));

  it.each([
    ['rules', rules, 245],
    ['readings', readings, 58],
  ])('%s are all shown by a case or listed with a reason', (_, numbers, count) => {
    expect(numbers).toHaveLength(count);
    expect(numbers.filter((number) => !shown.has(number) && !(number in withoutCase))).toEqual([]);
  });

  it('are not listed as unshown while a case shows them', () => {
    expect(Object.keys(withoutCase).filter((number) => shown.has(number))).toEqual([]);
  });

  it('exist', () => {
    const known = new Set([...rules, ...readings]);

    expect([...shown, ...Object.keys(withoutCase)].filter((number) => !known.has(number))).toEqual([]);
  });
});

/** The instants of all requests and checks of a case, in the order in which they are made. */
function clock({ when = [], then = [] }: Case): number[] {
  let now = Date.UTC(2026, 0, 1);
  const of = (check: Check) => (check.at === undefined ? now : Date.parse(check.at));
  const instants = when.flatMap(({ at, then: between = [] }) => {
    if (at !== undefined) now = Date.parse(at);
    return [now, ...between.map(of)];
  });
  return [...instants, ...then.map(of)];
}
