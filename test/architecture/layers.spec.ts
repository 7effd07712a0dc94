import { beforeAll, describe, expect, it } from '@jest/globals';
import { LintedTree } from './linted-tree.js';

const libs = [
  'model',
  'events',
  'access',
  'commands',
  'store',
  'ledger',
  'platform',
  'projections',
  'audit',
  'adapters',
];
const ours = [...libs, 'client', 'client-nest'].map((lib) => `#${lib}/x.js`);
const nest = ['@nestjs/common', '@nestjs/core/router/x.js'];
const vendors = ['node:sqlite', '@eventstore/db-client', 'ioredis', 'kafkajs', 'nodemailer', 'smtp-server'];
const leaving = ['../model/x.js', '../../model/x.js', '../../libs/model/x.js', '../../apps/access/x.js'];
const tried = [...ours, ...nest, ...vendors, ...leaving, 'node:fs', './x.js'];

const events = ['#model/x.js', '#events/x.js'];
const access = [...events, '#access/x.js'];
const port = [...access, '#store/x.js', '#projections/x.js', '#audit/x.js', 'node:fs', './x.js'];

/** What a folder may import of all that is tried. An arrow includes what is behind it. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'libs/model': ['./x.js'],
  'libs/events': ['#model/x.js', './x.js'],
  'libs/access': [...events, './x.js'],
  'libs/commands': [...access, './x.js'],
  'libs/store': [...events, 'node:fs', './x.js'],
  'libs/ledger': [...access, '#commands/x.js', '#store/x.js', 'node:fs', './x.js'],
  'libs/platform': [...access, '#store/x.js', 'node:fs', './x.js'],
  'libs/projections': [...access, '#store/x.js', 'node:fs', './x.js'],
  'libs/audit': [...access, '#store/x.js', 'node:fs', './x.js'],
  'libs/adapters/memory': port,
  'libs/adapters/sqlite': [...port, 'node:sqlite'],
  'libs/adapters/eventstoredb': [...port, '@eventstore/db-client'],
  'libs/adapters/redis': [...port, 'ioredis'],
  'libs/adapters/kafka': [...port, 'kafkajs'],
  'libs/adapters/smtp': [...port, 'nodemailer', 'smtp-server'],
  'libs/adapters/mail-folder': [...port, 'nodemailer'],
  'libs/client': ['node:fs', './x.js'],
  'libs/client-nest': ['#client/x.js', ...nest, 'node:fs', './x.js'],
  'libs/new': ['node:fs', './x.js'],
  'apps/access': [...ours, ...nest, 'node:fs', '../model/x.js', '../../model/x.js', './x.js'],
  'apps/cli': [...ours, ...nest, 'node:fs', '../model/x.js', '../../model/x.js', './x.js'],
};

describe('a layer', () => {
  const tree = new LintedTree();
  const importing = (specifiers: readonly string[]) =>
    specifiers.map((specifier) => `import '${specifier}';`);

  beforeAll(() => {
    for (const folder of Object.keys(arrows)) tree.add(`${folder}/sample.ts`, importing(tried));
    tree.add('libs/events/sample.spec.ts', importing(['#access/x.js', '#model/x.js', 'node:fs']));
    tree.add('libs/commands/roles/sample.ts', importing(['../../ledger/x.js', '../x.js', '#access/x.js']));
    tree.add('libs/adapters/sqlite/other.ts', importing(['../memory/x.js', './x.js']));
    tree.add('apps/cli/other.ts', importing(['../access/config.js', './x.js']));
    tree.add('libs/access/ways.ts', [
      `import type { A } from '#store/x.js';`,
      `export { type B } from '#store/x.js';`,
      `export const c = () => import('#store/x.js');`,
      `export type D = A;`,
    ]);
    tree.lint();
  });

  it.each(Object.entries(arrows))('%s imports only what its arrows allow', (folder, allowed) => {
    expect(tree.sound(`${folder}/sample.ts`)).toEqual(
      importing(tried.filter((specifier) => allowed.includes(specifier))),
    );
  });

  it('keeps its arrows in specs, which may read files', () => {
    expect(tree.sound('libs/events/sample.spec.ts')).toEqual(importing(['#model/x.js', 'node:fs']));
  });

  it('may have folders, from which no path leads out of it', () => {
    expect(tree.sound('libs/commands/roles/sample.ts')).toEqual(importing(['../x.js', '#access/x.js']));
  });

  it('keeps its arrows for types, re-exports and dynamic imports', () => {
    expect(tree.sound('libs/access/ways.ts')).toEqual(['export type D = A;']);
  });

  it('never reaches a neighbour: adapter or app', () => {
    expect(tree.sound('libs/adapters/sqlite/other.ts')).toEqual(importing(['./x.js']));
    expect(tree.sound('apps/cli/other.ts')).toEqual(importing(['./x.js']));
  });
});
