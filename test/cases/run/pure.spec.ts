import { afterAll, describe, it } from '@jest/globals';
import { caseFiles, shippedModels } from './files.js';
import { Play } from './play.js';
import { PureStage } from './pure-stage.js';

let left = 0;

for (const { path, file } of caseFiles()) {
  describe(`${path}`, () => {
    it.each(file.cases)('$name', async (story) => {
      const stage = new PureStage();
      for (const model of shippedModels()) await stage.publish(model);
      const play = new Play(stage, file);
      await play.run(story);
      left += play.left.length;
    });
  });
}

afterAll(() => {
  process.stdout.write(
    `cases on the pure fold: ${left} checks belong to the HTTP surface and were left to its run\n`,
  );
});
