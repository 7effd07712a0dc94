import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { describe, expect, it } from '@jest/globals';
import type { EventReader, PlacedEvent } from '#store/event-store.js';
import { Output } from '../../terminal/output.js';
import { Progress } from '../../terminal/progress.js';
import { PassThrough } from 'node:stream';
import { surveyStreams } from './streams.js';

const progress = new Progress(new Output(new PassThrough(), new PassThrough(), false, false));
const begun = Date.parse('2026-01-05T09:00:00Z');

type Change = {
  readonly revision?: number;
  readonly minute?: number;
  readonly of?: string;
  readonly count?: number;
  readonly index?: number;
};

/** Events of one stream, a minute apart and a request each, except for what is said of them. */
function events(...changes: readonly Change[]): PlacedEvent[] {
  return changes.map(({ revision, minute, of, count = 1, index = 0 }, number) => ({
    stream: 'organization-acme',
    revision: revision ?? number,
    position: String(number),
    id: `event ${number}`,
    type: 'SomethingHappened',
    data: {},
    metadata: {
      schema: '1',
      time: String(begun + (minute ?? number) * 60_000),
      clock: '0',
      actor: 'operator:root',
      via: 'operator:root',
      command: of ?? `request ${number}`,
      index: String(index),
      count: String(count),
      correlation: 'x',
    },
  }));
}

function reader(placed: readonly PlacedEvent[]): Pick<EventReader, 'subscribe'> {
  return {
    async *subscribe({ caughtUp }) {
      yield* placed;
      caughtUp?.();
    },
  };
}

async function findings(...changes: readonly Change[]): Promise<readonly string[]> {
  const [survey] = await surveyStreams(reader(events(...changes)), progress);
  return survey!.findings;
}

describe('a survey of streams', () => {
  it('counts what is there, from the first event to the last', async () => {
    const [survey] = await surveyStreams(reader(events({}, {}, {})), progress);

    expect(survey).toEqual({
      stream: 'organization-acme',
      events: 3,
      last: 2,
      from: '2026-01-05T09:00:00.000Z',
      until: '2026-01-05T09:02:00.000Z',
      findings: [],
    });
    expect(await surveyStreams(new MemoryEventStore(), progress)).toEqual([]);
  });

  it('takes events of one request, of one time, as they should be', async () => {
    const request = { of: 'a', count: 3, minute: 0 };

    expect(
      await findings({ ...request, index: 0 }, { ...request, index: 1 }, { ...request, index: 2 }, {}),
    ).toEqual([]);
  });

  it.each([
    ['a first event is missing', [{ revision: 1 }], 'revision 0 is missing before 1'],
    ['one in the middle is', [{}, { revision: 2 }], 'revision 1 is missing before 2'],
    ['time goes back', [{ minute: 5 }, { minute: 4 }], 'revision 1 is older than the one before it'],
    ['a request has no end', [{ count: 3 }], 'the last 2 events of a request are missing'],
    ['a request has no beginning', [{ index: 1, count: 2 }], 'the request of revision 0 is not whole'],
    ['another begins before it ends', [{ count: 2 }, {}], 'the request of revision 0 is not whole'],
    [
      'its middle is of another',
      [
        { of: 'a', count: 2 },
        { of: 'b', count: 2, index: 1 },
      ],
      'the request of revision 1 is not whole',
    ],
  ])('finds it where %s', async (_, changes: readonly Change[], finding) => {
    expect(await findings(...changes)).toContain(finding);
  });

  it('does not tell of every event behind a fault', async () => {
    const odd = Array.from({ length: 100 }, (_, number) => ({ revision: number * 2 + 1 }));

    expect(await findings(...odd)).toHaveLength(20);
  });
});
