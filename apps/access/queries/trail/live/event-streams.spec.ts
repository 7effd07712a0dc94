import { parseRequest } from '#commands/request.js';
import { DomainError } from '#model/errors.js';
import { operatorCaller } from '#platform/caller.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Readable, Writable } from 'node:stream';
import { principalOf } from '../../../commands/submit-commands.js';
import { readConfig } from '../../../config.js';
import { prepare } from '../../../first-start.js';
import { openLog } from '../../../log.js';
import { openService, type Service } from '../../../service.js';
import { EventStreams, type Following, type Timing } from './event-streams.js';

const root = operatorCaller('root');
const long: Timing = { heartbeat: 60_000, patience: 60_000 };

describe('streams of events', () => {
  let service: Service;
  let streams: EventStreams | undefined;
  let opened: Readable[];

  const send = (...commands: { type: string; data: object }[]) => {
    const body = { commands };
    const request = parseRequest(body);
    return service.ledgers.submit({
      organization: 'acme',
      request,
      body,
      principal: principalOf(root),
      correlation: 'r',
    });
  };
  const open = async (timing: Timing, following: Partial<Following> = {}) => {
    streams ??= new EventStreams(service.questions, service.projections.announcements, service.log, timing);
    const about = { organization: 'acme', caller: root };
    const { stream } = await streams.open({ about, filter: {}, caller: () => root, ...following });
    opened.push(stream);
    return stream;
  };
  /** What has come so far, once it holds the text, or once that was all. */
  const until = async (stream: Readable, text: string) => {
    let all = '';
    for await (const part of stream.iterator({ destroyOnReturn: false })) {
      all += String(part);
      if (all.includes(text)) break;
    }
    return all;
  };

  beforeEach(async () => {
    const log = openLog('silent');
    service = await openService(readConfig({ GRANTLINE_STORE: 'memory', GRANTLINE_DEMO: 'off' }), log);
    await prepare(service);
    [streams, opened] = [undefined, []];
    await send({
      type: 'CreateOrganization',
      data: { name: 'Acme', model: { name: 'ocp', version: 1 }, admin: { user: 'ana', role: 'org_admin' } },
    });
  });
  afterEach(async () => {
    for (const stream of opened) stream.destroy();
    await service.close();
  });

  it('say at once where they begin, and what to come back with', async () => {
    const stream = await open(long, { after: 3 });
    expect(await until(stream, '\n\n')).toMatch(/^: .* 3\nretry: 1000\nid: 3\n\n/);
  });

  it('give a sign of life while nothing happens', async () => {
    const stream = await open({ ...long, heartbeat: 1 });
    const { revision } = await service.ledgers.open('acme').then((ledger) => ledger.live());
    expect(await until(stream, ': still here\n\n')).toContain(`id: ${revision}\n\n`);
  });

  it('look at rights with every sign of life', async () => {
    let isValid = true;
    const caller = () => {
      if (isValid) return root;
      throw new DomainError('UNAUTHENTICATED', 'the credential is not valid (any more)');
    };
    const stream = await open({ ...long, heartbeat: 1 }, { caller });
    await until(stream, ': still here');
    isValid = false;
    expect(await until(stream, 'for ever')).toContain(': this is the end: the credential is not valid');
  });

  it('end for a reader who does not read, after a bounded buffer is full', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => ({
      user: `user-${row}`,
      attributes: { team: 'x'.repeat(200) },
    }));
    await send({ type: 'ImportUsers', data: { rows } });
    const stream = await open({ ...long, patience: 1 }, { after: 0 });
    let taken = 0;
    stream.pipe(
      new Writable({
        highWaterMark: 1,
        write(chunk: Buffer, _encoding, _done) {
          // Never done: nobody takes more than this.
          taken += chunk.length;
        },
      }),
    );
    await once(stream, 'close');
    expect(stream.readableLength).toBeLessThan(256 * 1024);
    expect(taken).toBeLessThan(64 * 1024);
  });

  it('let go of a reader who leaves, whatever they wait for', async () => {
    const stream = await open(long);
    await until(stream, '\n\n');
    stream.destroy();
    await once(stream, 'close');
    expect(stream.destroyed).toBe(true);
  });

  it('end when the service stops, and no new ones begin', async () => {
    const stream = await open(long);
    await until(stream, '\n\n');
    const rest = until(stream, 'for ever');
    streams!.close();
    expect(await rest).toBe('');
    await expect(open(long)).rejects.toThrow('STORE_UNAVAILABLE');
  });

  it('are so many at most', async () => {
    for (let count = 0; count < 1000; count += 1) await open(long);
    await expect(open(long)).rejects.toThrow('TOO_MANY_REQUESTS');
    opened[0]!.destroy();
    await once(opened[0]!, 'close');
    await open(long);
  });
});
