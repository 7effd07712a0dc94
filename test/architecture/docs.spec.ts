import { globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const text = (path: string) => readFileSync(path, 'utf8');
const all = (source: string, pattern: RegExp) => [
  ...new Set([...source.matchAll(pattern)].map(([, name]) => name!)),
];

describe('the event catalogue', () => {
  const catalogue = text('docs/events.md');
  const described = all(catalogue, /^### (\w+)/gm);

  it('has every type of a stored event, and no other', () => {
    const files = globSync('libs/*/*.ts').filter((path) => !/\.(spec|suite)\.ts$/.test(path));
    // A member of a union of events, as a type and not as a value: `type: 'RoleAssigned';`
    const declared = files.flatMap((path) => all(text(path), /\btype: '([A-Z]\w+)';/g));

    expect(described.toSorted()).toEqual(
      declared.filter((name, index) => declared.indexOf(name) === index).toSorted(),
    );
  });

  it('shows an example of each that can be parsed', () => {
    for (const section of catalogue.split(/^### /m).slice(1)) {
      const [, example] = /^```json\n(.*)\n```$/m.exec(section) ?? [];

      expect({ section: section.split('\n', 1)[0], data: JSON.parse(example!) }).toHaveProperty('data');
    }
  });
});

describe('the list of dependencies', () => {
  it('gives a reason for each, and for no other', () => {
    const { dependencies, devDependencies } = JSON.parse(text('package.json'));
    const [npm] = text('docs/dependencies.md').split('## Beside npm');

    expect(all(npm!, /^\| `([^`]+)` \|/gm).toSorted()).toEqual(
      Object.keys({ ...dependencies, ...devDependencies }).toSorted(),
    );
  });
});

describe('the documentation', () => {
  it('lists every decision', () => {
    const listed = all(text('docs/README.md'), /\(adr\/([^)]+)\)/g);

    expect(listed).toEqual(readdirSync('docs/adr').toSorted());
  });
});
