import { describe, expect, it } from '@jest/globals';
import { redis } from './wire.js';

describe('redis', () => {
  const url = process.env['REDIS_URL'] ?? '';

  it('answers', async () => {
    expect(await redis(url, 'PING')).toBe('+PONG');
  });

  it('is version 7 or later', async () => {
    const [, major] = /redis_version:(\d+)/.exec(await redis(url, 'INFO server'))!;

    expect(Number(major)).toBeGreaterThanOrEqual(7);
  });
});
