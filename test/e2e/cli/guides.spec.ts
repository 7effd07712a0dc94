import { beforeAll, describe, expect, it } from '@jest/globals';
import { blocksOf, reads, runStep, writeFileOf } from './guide.js';
import { office } from './office.js';
import { studio } from './studio.js';

describe.each(['docs/auditor.md', 'docs/cli.md'])('%s', (guide) => {
  const place = office(studio);
  const blocks = blocksOf(guide);

  beforeAll(() => {
    for (const block of blocks) if (block.kind === 'file') writeFileOf(place, block);
  });

  const steps = blocks.flatMap((block) => (block.kind === 'console' ? block.steps : []));

  it.each(steps.map((step) => [step.command, step] as const))(
    'shows what is printed by: %s',
    async (_, step) => {
      expect(await runStep(place, step)).toMatch(reads(step));
    },
  );

  it('shows something', () => {
    expect(steps.length).toBeGreaterThan(10);
  });
});
