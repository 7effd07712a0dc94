import { beforeAll, describe, expect, it } from '@jest/globals';
import { LintedTree } from './linted-tree.js';

const impure = [
  'export const now = () => Date.now();',
  'export const luck = () => Math.random();',
  'export const home = () => process.env;',
  'export const later = () => setTimeout(() => undefined, 1);',
  `export const file = () => import('node:fs');`,
];

describe('the linter', () => {
  const tree = new LintedTree();

  beforeAll(() => {
    for (const lib of ['model', 'events', 'access', 'commands', 'ledger']) {
      tree.add(`libs/${lib}/sample.ts`, impure);
    }
    tree.add('libs/model/hash.ts', [`import 'node:crypto';`, `import 'node:fs';`]);
    tree.add('libs/store/a.ts', [`import { b } from './b.js';`, 'export const a = () => b;']);
    tree.add('libs/store/b.ts', [`import { a } from './a.js';`, 'export const b = () => a;']);
    tree.add('libs/store/index.ts', [`export * from './a.js';`]);
    tree.lint();
  });

  it.each(['model', 'events', 'access', 'commands'])('keeps clock, chance and I/O out of libs/%s', (lib) => {
    expect(tree.sound(`libs/${lib}/sample.ts`)).toEqual([]);
  });

  it('lets other libs do their work', () => {
    expect(tree.sound('libs/ledger/sample.ts')).toEqual(impure);
  });

  it('lets the model hash, and nothing else', () => {
    expect(tree.sound('libs/model/hash.ts')).toEqual([`import 'node:crypto';`]);
  });

  it('sees cycles and barrel files', () => {
    expect(tree.broken('libs/store/a.ts')).toEqual(['import(no-cycle)']);
    expect(tree.broken('libs/store/index.ts')).toContain('oxc(no-barrel-file)');
  });
});
