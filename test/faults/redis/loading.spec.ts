import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';

describe('the client of Redis', () => {
  it('has the names that the adapter imports, for Node itself', () => {
    const script = "import { Cluster, Redis } from 'ioredis'; console.log(typeof Cluster, typeof Redis);";
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });

    expect(printed.trim()).toBe('function function');
  });
});
