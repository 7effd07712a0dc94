import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { holdingColumns, permissionColumns, trailColumns } from './columns.js';
import { ocsfVersions } from './ocsf/ocsf.js';
import { samples } from './sample.suite.js';

const page = readFileSync('docs/exports.md', 'utf8');

describe('the page on exports', () => {
  it('shows files as they are written', async () => {
    const files = await samples();
    const shown = [...page.matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map(([, name, lines]) => [name, lines]);

    expect(shown.map(([name]) => name)).toEqual([
      'holdings.csv',
      'permissions.csv',
      'trail.csv',
      'holdings.jsonl',
      'trail.ocsf.jsonl',
      'holdings.csv.manifest.json',
    ]);
    for (const [name, lines] of shown) {
      // A page ends its lines in its own way.
      const written = files[name!]!.replaceAll('\r\n', '\n').split('\n');
      expect(lines!.split('\n').filter((line) => !written.includes(line))).toEqual([]);
    }
  });

  it('names every column', () => {
    const names = [...holdingColumns, ...permissionColumns, ...trailColumns].map(({ name }) => name);

    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('names the versions of OCSF', () => {
    expect(Object.keys(ocsfVersions).filter((version) => !page.includes(version))).toEqual([]);
  });
});
