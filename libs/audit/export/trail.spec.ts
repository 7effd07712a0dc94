import { describe, expect, it } from '@jest/globals';
import type { TrailEvent } from '../trail-event.js';
import { toldEvents } from '../words/examples.suite.js';
import { trail, type TrailRecord } from './trail.js';

describe('the trail as records', () => {
  const event: TrailEvent = {
    id: '6a2f0c0e-62f3-4d0a-9c58-0a3a1f6b7c11',
    type: 'ResourceMoved',
    revision: 13,
    time: '2026-11-01T08:30:00.000Z',
    actor: 'ana',
    via: 'operator:root',
    reason: 'CHG-1042',
    data: { resource: 'unit:north', parent: 'unit:europe' },
  };

  it('has the event, what it says, and what there was before', async () => {
    const records = await all(trail([[event]], () => ({ parent: 'unit:asia' })));

    expect(records).toEqual([
      {
        ...event,
        kind: 'event',
        text: 'ana moved `unit:north` from `unit:asia` to `unit:europe`',
        before: { parent: 'unit:asia' },
      },
    ]);
  });

  it('has nothing from before where there was nothing', async () => {
    const [record] = await all(trail([[event]]));

    expect(record).not.toHaveProperty('before');
  });

  it('tells refused attempts from events', async () => {
    const records = await all(trail([[], toldEvents]));
    const refused = records.filter(({ kind }) => kind === 'refused').map(({ type }) => type);

    expect(records.map(({ text }) => text)).toHaveLength(toldEvents.length);
    expect(new Set(refused)).toEqual(new Set(['CommandRefused', 'RefusalsLeftOut']));
  });
});

async function all(groups: AsyncIterable<readonly TrailRecord[]>): Promise<TrailRecord[]> {
  const found: TrailRecord[] = [];
  for await (const group of groups) found.push(...group);
  return found;
}
