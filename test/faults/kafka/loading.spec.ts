import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';

describe('the adapter of Kafka', () => {
  it('is loaded by Node itself, which finds fewer names in a package than Jest does', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        ...['--no-warnings', '--import', './test/faults/sqlite/typescript.mjs', '--input-type=module'],
        ...['--eval', "await import('./libs/adapters/kafka/kafka-bus.ts')"],
      ],
      { encoding: 'utf8' },
    );

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
