import { afterAll, describe, it } from '@jest/globals';
import { caseFiles, shippedModels } from './files.js';
import { Play } from './play.js';
import type { Stage } from './stage.js';

/** Declares every case as a test that plays it on a stage of its own. */
export function runCases(open: () => Stage | Promise<Stage>): void {
  let left = 0;
  let name = '';
  for (const { path, file } of caseFiles()) {
    describe(`${path}`, () => {
      it.each(file.cases)('$name', async (story) => {
        const stage = await open();
        name = stage.name;
        try {
          if (!stage.shipsModels) for (const model of shippedModels()) await stage.publish(model);
          const play = new Play(stage, file);
          await play.run(story);
          left += play.left.length;
        } finally {
          await stage.close();
        }
      });
    });
  }
  afterAll(() => {
    if (left > 0)
      process.stdout.write(`${name}: ${left} checks belong to the HTTP surface and were left to its run\n`);
  });
}
