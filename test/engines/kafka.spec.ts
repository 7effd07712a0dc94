import { describe, expect, it } from '@jest/globals';
import { brokers, kafka } from './wire.js';

const [produce, fetch, initProducerId] = [0, 1, 22];

describe('kafka', () => {
  const broker = (process.env['KAFKA_BROKERS'] ?? '').split(',')[0]!;

  it('says which requests it knows, those of an idempotent producer among them', async () => {
    const body = await kafka(broker, { api: 18, version: 0 });
    const known = Array.from({ length: body.readInt32BE(2) }, (_, index) => body.readInt16BE(6 + index * 6));

    expect(body.readInt16BE(0)).toBe(0);
    expect(known).toEqual(expect.arrayContaining([produce, fetch, initProducerId]));
  });

  it('is part of its cluster', async () => {
    expect(await brokers(broker)).toBeGreaterThanOrEqual(1);
  });
});
