import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { broken, refusal, type Reply, StandIn } from './stand-in.suite.js';

const entry = (revision: number) => ({ id: `e${revision}`, type: 'RoleAssigned', revision, data: {} });
const message = (revision: number) => `id: ${revision}\ndata: ${JSON.stringify(entry(revision))}\n\n`;

/** Writes messages and leaves the stream open, ends it, or breaks it. */
const events =
  (end: 'open' | 'end' | 'break', ...texts: string[]): Reply =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(texts.join(''), () => {
      if (end === 'end') response.end();
      if (end === 'break') response.destroy();
    });
  };

let standIn: StandIn;
const open = async (...replies: Reply[]) => (standIn = await StandIn.open(...replies));
const resumed = () => standIn.arrived.map(({ headers }) => headers['last-event-id']);
afterEach(async () => {
  jest.useRealTimers();
  await standIn.close();
});

/** The next entries, after which nobody listens any more. */
async function next(count: number, follow = standIn.acme().follow({ after: 3 })): Promise<number[]> {
  const revisions: number[] = [];
  for await (const { revision } of follow) if (revisions.push(revision) === count) break;
  return revisions;
}

describe('following the trail', () => {
  it('goes on as events come', async () => {
    await open(events('open', ': hello\n\n', message(4), message(5)));

    expect(await next(2)).toEqual([4, 5]);
    expect(standIn.arrived).toMatchObject([
      { url: '/v1/organizations/acme/events?after=3', headers: { accept: 'text/event-stream' } },
    ]);
  });

  it.each(['end', 'break'] as const)(
    'goes on behind the last event after an unwanted end: %s',
    async (end) => {
      await open(events(end, message(4), 'data: {"revision": 5'), broken, events('open', message(5)));

      expect(await next(2)).toEqual([4, 5]);
      expect(resumed()).toEqual([undefined, '4', '4']);
    },
  );

  it('does not give up while the service is away', async () => {
    const away = Array.from({ length: 20 }, () => refusal(503, 'STORE_UNAVAILABLE'));
    await open(
      events('end', message(4)),
      ...away,
      events('end', message(5)),
      events('end'),
      events('open', message(6)),
    );

    expect(await next(3)).toEqual([4, 5, 6]);
  });

  it('ends when the service refuses, as it does once the right to look is gone', async () => {
    await open(events('end', message(4)), refusal(403, 'FORBIDDEN'));

    await expect(next(2)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not begin where there is no service', async () => {
    await open(broken, broken);

    await expect(next(1, standIn.acme({ retries: 1 }).follow())).rejects.toMatchObject({
      code: 'UNREACHABLE',
    });
  });

  it('ends with the signal, also while it waits for an answer', async () => {
    const controller = new AbortController();
    await open(() => controller.abort());

    const follow = standIn.acme().follow({ signal: controller.signal });

    await expect(next(1, follow)).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('ends with the signal, also while it waits for events', async () => {
    const controller = new AbortController();
    await open(events('open', message(4)));
    const seen: number[] = [];

    const walk = async () => {
      for await (const { revision } of standIn.acme().follow({ signal: controller.signal })) {
        seen.push(revision);
        controller.abort();
      }
    };

    await expect(walk()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(seen).toEqual([4]);
  });

  it('ends with the signal, also while the service is away', async () => {
    const controller = new AbortController();
    await open(events('end', message(4)));
    const wait = async (_: number, signal: AbortSignal) => {
      controller.abort();
      signal.throwIfAborted();
    };
    const follow = standIn.acme({ wait }).follow({ signal: controller.signal });

    await expect(next(2, follow)).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('does not take an answer for a stream in which nothing happens', async () => {
    await open({ body: { items: [], nextCursor: null } });

    await expect(next(1)).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('tells nothing that it cannot read', async () => {
    await open(events('open', 'data: {"revision": \n\n'));

    await expect(next(1)).rejects.toMatchObject({ code: 'UNREADABLE' });
  });
});

describe('an export', () => {
  const read = async (bytes: AsyncIterable<Uint8Array>) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('arrives as bytes', async () => {
    await open((response) => void response.write('user,role\n', () => response.end('dev,viewer\n')));

    expect(await read(standIn.acme().export({ format: 'csv', asOf: 12 }))).toBe('user,role\ndev,viewer\n');
    expect(standIn.arrived[0]!.url).toBe('/v1/organizations/acme/export?format=csv&asOf=12');
  });

  it('may take longer than an answer, once it began', async () => {
    jest.useFakeTimers();
    let response: ServerResponse;
    await open((began) => (response = began).write('user,role\n'));

    const bytes = standIn.acme().export()[Symbol.asyncIterator]();
    const { value } = await bytes.next();
    jest.advanceTimersByTime(86_400_000);
    response!.end('dev,viewer\n');

    expect(Buffer.from(value!).toString() + (await read(bytes))).toBe('user,role\ndev,viewer\n');
  });

  it('does not end like a whole one when it is cut', async () => {
    await open((response) => void response.write('user,role\n', () => response.destroy()));

    await expect(read(standIn.acme().export())).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it('is refused before the first byte', async () => {
    await open(refusal(403, 'FORBIDDEN'));

    await expect(read(standIn.acme().export())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lets go of the connection when nobody reads on', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    await open((response) => {
      response.on('close', resolve);
      response.write('user,role\n');
    });

    for await (const _ of standIn.acme().export()) break;

    await closed;
  });

  it('of the trail is asked for with its filter', async () => {
    await open((response) => void response.end('{}\n'));
    const asked = { format: 'ocsf', schema: '1.8.0', user: 'dev', refused: false, asOf: 12 } as const;

    await read(standIn.acme().exportTrail(asked));

    expect(standIn.arrived[0]!.url).toBe(
      '/v1/organizations/acme/events/export?format=ocsf&schema=1.8.0&user=dev&refused=false&asOf=12',
    );
  });

  it('has no manifest before it began', async () => {
    await open((response) => void response.end());

    await expect(standIn.acme().export().manifest()).rejects.toMatchObject({ code: 'UNREADABLE' });
  });
});
