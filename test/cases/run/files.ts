import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { caseFile, type CaseFile } from '../format.js';

const folder = 'test/cases';

/** Every file of cases, by its path below `test/cases`. */
export function caseFiles(): { path: string; file: CaseFile }[] {
  return readdirSync(folder)
    .filter((name) => name !== 'run' && statSync(join(folder, name)).isDirectory())
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => join(name, file)))
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => ({ path, file: caseFile.parse(parse(readFileSync(join(folder, path), 'utf8'))) }));
}

/** The model documents that ship with the service. */
export function shippedModels(): unknown[] {
  return readdirSync('models')
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parse(readFileSync(join('models', name), 'utf8')) as unknown);
}
