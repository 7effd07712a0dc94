import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseModelText, readModel } from './read.js';
import { modelJsonSchema } from './schema.js';
import { faultsIn } from './testing/shipped.suite.js';

const page = readFileSync('docs/model-language.md', 'utf8');
const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block!);

describe('the page about the model language', () => {
  it('shows a model that can be published', () => {
    const [model, ...others] = blocks.filter((block) => /^schema:/m.test(block));

    expect(others).toEqual([]);
    expect(parseModelText(model!)).toMatchObject({ name: 'newsroom', tests: [{}, {}] });
  });

  it('shows the fault that follows from a slip', () => {
    const [, path, detail] = /^```text\n([^:]+): (.*)$/m.exec(page)!;
    const slip = blocks[0]!.replace('includes: [reader]', 'includes: [reeder]');

    expect(faultsIn(() => parseModelText(slip))).toEqual([{ path, code: 'MODEL_INVALID', detail }]);
  });

  it('shows nothing that cannot be read', () => {
    expect(blocks.length).toBeGreaterThan(5);
    for (const block of blocks) expect(() => readModel(block)).not.toThrow();
  });

  it('speaks of every key of the language', () => {
    expect([...keys(modelJsonSchema())].filter((key) => !new RegExp(`\\b${key}\\b`).test(page))).toEqual([]);
  });
});

/** Every key that a schema knows, however deep. */
function keys(schema: object): Set<string> {
  return new Set(
    Object.entries(schema).flatMap(([name, member]: [string, unknown]) => {
      if (typeof member !== 'object' || member === null) return [];
      return [...(name === 'properties' ? Object.keys(member) : []), ...keys(member)];
    }),
  );
}
