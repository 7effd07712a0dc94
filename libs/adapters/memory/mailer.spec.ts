import { Deliveries } from '#projections/mailing/deliveries.js';
import type { Invitation } from '#projections/mailing/invitation.js';
import { letter } from '#projections/mailing/mail-transport.suite.js';
import {
  type Mail,
  MailDeferred,
  MailRefused,
  type MailTransport,
} from '#projections/mailing/mail-transport.js';
import { Mailer, type MailerOptions } from '#projections/mailing/mailer.js';
import { sample } from '#store/event-samples.suite.js';
import { type PlacedEvent, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from './event-store.js';
import { MemoryPositionStore } from './position-store.js';

const minute = 60_000;
const start = Date.parse('2026-11-21T09:00:00.000Z');

/** Invitation number `n` of everything. */
function invited(n: number, organization = 'acme', type = 'UserInvited'): PlacedEvent {
  const expires = new Date(start + 14 * 24 * 60 * minute).toISOString();
  const event = sample(n, { person: n, expires, tokenHash: 'h' });
  const metadata = { ...event.metadata, time: String(start) };
  return {
    ...event,
    metadata,
    type,
    stream: `organization-${organization}`,
    revision: n,
    position: String(n),
  };
}

const other = (n: number): PlacedEvent => ({ ...invited(n), type: 'RoleAssigned' });
const nameOf = ({ organization, revision }: Pick<Invitation, 'organization' | 'revision'>) =>
  `${organization}@${revision}`;

/** A stand-in of a mail server: takes everything but what it is told to. */
class Post implements MailTransport {
  readonly taken: string[] = [];
  /** What it answers to a mail, by its address. */
  readonly failures = new Map<string, unknown>();
  /** What it answers to all of them. */
  failure: unknown;
  /** Told when it has taken a mail, before it says so. */
  afterwards: (() => void) | undefined;

  async send({ to }: Mail): Promise<void> {
    const failure = this.failure ?? this.failures.get(to);
    if (failure !== undefined) throw failure;
    this.taken.push(to);
    this.afterwards?.();
  }
}

describe('a mailer', () => {
  let store: MemoryEventStore;
  let positions: MemoryPositionStore;
  let post: Post;
  let now: number;
  let lapsed: Set<string>;
  let unsettled: Set<string>;
  let broken: Set<string>;
  let told: string[];
  let stopping: AbortController;
  let mailer: Mailer;

  const position = () => positions.load('mailer');
  const facts = async (organization = 'acme') => {
    const found: string[] = [];
    for await (const page of store.read(`mail-${organization}`)) {
      for (const { type, data } of page) found.push(`${type} ${String(data['invitation'])}`);
    }
    return found;
  };

  const open = (options: Partial<MailerOptions> = {}) =>
    new Mailer({
      transport: post,
      deliveries: new Deliveries(store, () => now),
      mailOf: async (invitation) => {
        const name = nameOf(invitation);
        if (broken.has(invitation.organization)) throw new StoreCorrupt('nobody can read it');
        if (unsettled.has(name)) return 'unsettled';
        return lapsed.has(name) ? 'lapsed' : { ...letter, to: name };
      },
      stops: (error) => error instanceof StoreCorrupt,
      positions,
      name: 'mailer',
      clock: () => now,
      outside: { chance: () => 1, alarm: () => () => {} },
      signal: stopping.signal,
      hooks: {
        accepted: (invitation) => told.push(`${nameOf(invitation)} accepted`),
        refused: (invitation, { code }) => told.push(`${nameOf(invitation)} refused ${code}`),
        deferred: (invitation) => told.push(`${nameOf(invitation)} later`),
        away: () => told.push('away'),
        back: () => told.push('back'),
      },
      ...options,
    });

  /** Lets time pass until there is something to do, and does it. */
  async function whenDue(one = mailer): Promise<number> {
    const waited = one.nextDue - now;
    now = one.nextDue;
    await one.sendDue();
    return waited;
  }

  beforeEach(() => {
    store = new MemoryEventStore();
    positions = new MemoryPositionStore();
    post = new Post();
    now = start;
    [lapsed, unsettled, broken] = [new Set(), new Set(), new Set()];
    told = [];
    stopping = new AbortController();
    mailer = open();
  });

  it('mails who is invited, and who is invited again, and writes down that it did', async () => {
    await mailer.apply([other(1), invited(2), other(3), invited(4, 'acme', 'InvitationResent')]);

    expect(post.taken).toEqual(['acme@2', 'acme@4']);
    expect(await facts()).toEqual(['MailAccepted 2', 'MailAccepted 4']);
    expect(told).toEqual(['acme@2 accepted', 'acme@4 accepted']);
    expect(await position()).toBe('4');
    expect(mailer.waiting).toBe(0);
  });

  it('does not mail what nobody wants any more', async () => {
    lapsed.add('acme@1');
    await mailer.apply([invited(1), invited(2)]);

    expect(post.taken).toEqual(['acme@2']);
    expect(await facts()).toEqual(['MailAccepted 2']);
    expect(await position()).toBe('2');
  });

  it('asks nobody about invitations that have expired', async () => {
    now = start + 20 * 24 * 60 * minute;
    broken.add('acme');
    await mailer.apply([invited(1)]);

    expect([post.taken, mailer.waiting]).toEqual([[], 0]);
  });

  it('asks again in a moment where it cannot be said', async () => {
    unsettled.add('acme@1');
    await mailer.apply([invited(1)]);
    expect(post.taken).toEqual([]);
    unsettled.clear();
    await whenDue();

    expect(post.taken).toEqual(['acme@1']);
  });

  it('writes down what is refused, and goes on', async () => {
    post.failures.set('acme@1', new MailRefused({ code: 550, status: '5.1.1' }));
    await mailer.apply([invited(1), invited(2)]);

    expect(await facts()).toEqual(['MailRefused 1', 'MailAccepted 2']);
    expect(told).toEqual(['acme@1 refused 550', 'acme@2 accepted']);
    expect(await position()).toBe('2');
  });

  describe('with a mail that is not taken now', () => {
    beforeEach(async () => {
      post.failures.set('acme@2', new MailDeferred({ code: 450 }));
      await mailer.apply([other(1), invited(2), invited(3)]);
    });

    it('holds up no other one', () => {
      expect(post.taken).toEqual(['acme@3']);
      expect(told).toEqual(['acme@2 later', 'acme@3 accepted']);
    });

    it('keeps its position before it, whatever else is settled', async () => {
      await mailer.apply([invited(4)]);

      expect(post.taken).toEqual(['acme@3', 'acme@4']);
      expect(await position()).toBe('1');
      expect(mailer.waitingSince).toBe(start);
    });

    it('tries it again with pauses that grow, until it is taken', async () => {
      const pauses: number[] = [];
      for (let tries = 0; tries < 7; tries += 1) pauses.push((await whenDue()) / minute);
      expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30]);

      post.failures.clear();
      await whenDue();

      expect(post.taken).toEqual(['acme@3', 'acme@2']);
      expect(await position()).toBe('3');
      expect(mailer.nextDue).toBe(Number.POSITIVE_INFINITY);
    });

    it('gives it up when nobody wants it any more', async () => {
      lapsed.add('acme@2');
      await whenDue();

      expect(mailer.waiting).toBe(0);
      expect(await position()).toBe('3');
    });

    it('sends nothing twice after a restart, and forgets nothing', async () => {
      post.failures.clear();
      const after = await position();
      const later = open({ after });
      await later.apply([invited(2), invited(3)]);

      expect(post.taken).toEqual(['acme@3', 'acme@2']);
    });
  });

  describe('without a server', () => {
    beforeEach(async () => {
      post.failure = new Error('connect ECONNREFUSED');
      await mailer.apply([invited(1), invited(2), invited(3)]);
    });

    it('asks once, not for every mail, and keeps no position', async () => {
      expect(told).toEqual(['away']);
      expect(await position()).toBeUndefined();
      expect(mailer.waiting).toBe(3);
    });

    it('asks again with pauses that grow', async () => {
      const pauses: number[] = [];
      for (let tries = 0; tries < 10; tries += 1) pauses.push((await whenDue()) / 1_000);

      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    });

    it('sends everything once it is there again', async () => {
      for (let tries = 0; tries < 5; tries += 1) await whenDue();
      post.failure = undefined;
      while (mailer.waiting > 0) await whenDue();

      expect(post.taken.toSorted()).toEqual(['acme@1', 'acme@2', 'acme@3']);
      expect(told.filter((word) => word === 'back')).toEqual(['back']);
      expect(await position()).toBe('3');
    });

    it('is not held up by a mail that the server cannot stand', async () => {
      post.failure = undefined;
      post.failures.set('acme@1', new Error('Connection closed unexpectedly'));
      while (post.taken.length < 2) await whenDue();

      expect(post.taken.toSorted()).toEqual(['acme@2', 'acme@3']);
      expect(mailer.waiting).toBe(1);
    });
  });

  it('sends the same mail again where it fell over before it could write down that it was taken', async () => {
    const store = new FallingStore(now);
    mailer = open({ deliveries: store.deliveries });
    await expect(mailer.apply([invited(1)])).rejects.toThrow('the process is gone');
    expect(post.taken).toEqual(['acme@1']);
    expect(await position()).toBeUndefined();

    await open().apply([invited(1)]);

    expect(post.taken).toEqual(['acme@1', 'acme@1']);
  });

  it('sends nothing again where it only could not write it down yet', async () => {
    const store = new FallingStore(now);
    mailer = open({ deliveries: store.deliveries });
    await expect(mailer.apply([invited(1)])).rejects.toThrow('the process is gone');
    store.falls = false;
    await mailer.apply([invited(1)]);

    expect(post.taken).toEqual(['acme@1']);
    expect(await position()).toBe('1');
  });

  it('stops for an organization that cannot be read, and for no other', async () => {
    broken.add('acme');
    await mailer.apply([invited(1), invited(2, 'beta')]);
    expect(post.taken).toEqual(['beta@2']);
    expect(told).toEqual(['acme@1 later', 'beta@2 accepted']);
    broken.clear();
    await whenDue();

    expect(post.taken).toEqual(['beta@2', 'acme@1']);
  });

  it('throws what is the matter with the store, and goes on where it was', async () => {
    let failures = 1;
    mailer = open({
      mailOf: async (invitation) => {
        if (invitation.revision === 2 && failures-- > 0) throw new StoreUnavailable('the store is away');
        return { ...letter, to: nameOf(invitation) };
      },
    });
    await expect(mailer.apply([invited(1), invited(2)])).rejects.toThrow('the store is away');
    await mailer.apply([invited(1), invited(2)]);

    expect(post.taken).toEqual(['acme@1', 'acme@2']);
  });

  it('keeps its position now and then also where there is nothing to mail', async () => {
    await mailer.apply(Array.from({ length: 999 }, (_, n) => other(n)));
    expect(await position()).toBeUndefined();
    await mailer.apply([other(999)]);

    expect(await position()).toBe('999');
  });

  it('gives a mail up that takes too long', async () => {
    let ring: () => void = () => {};
    mailer = open({
      outside: {
        chance: () => 1,
        alarm: (_, set) => {
          ring = set;
          return () => {};
        },
      },
      transport: {
        send: (_, signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            ring();
          }),
      },
    });
    await mailer.apply([invited(1)]);

    expect(told).toEqual(['away']);
    expect(mailer.waiting).toBe(1);
  });

  it('stops in the middle of it when it is told to', async () => {
    post.afterwards = () => stopping.abort();
    await expect(mailer.apply([invited(1), invited(2)])).rejects.toThrow('aborted');

    expect(post.taken).toEqual(['acme@1']);
    expect(await facts()).toEqual(['MailAccepted 1']);
  });

  describe('beside another one on the same store', () => {
    let second: Mailer;

    beforeEach(() => {
      mailer = open({ process: 'one' });
      second = open({ process: 'two' });
    });

    it('sends each mail once, however they meet', async () => {
      const events = Array.from({ length: 20 }, (_, n) => invited(n));
      await Promise.all([mailer.apply(events), second.apply(events)]);
      while (mailer.waiting + second.waiting > 0) {
        now += minute;
        await Promise.all([mailer.sendDue(), second.sendDue()]);
      }

      expect(post.taken.toSorted()).toEqual(events.map(nameOfEvent).toSorted());
      expect(await position()).toBe('19');
    });

    it('takes over what the other one has begun and never ended', async () => {
      const falls = new FallingStore(now, store);
      const dead = open({ process: 'dead', deliveries: falls.deliveries });
      await expect(dead.apply([invited(1)])).rejects.toThrow('the process is gone');
      expect(await facts()).toEqual(['MailBegun 1']);
      await mailer.apply([invited(1)]);
      expect(post.taken).toEqual(['acme@1']);
      expect(mailer.waitingSince).toBeUndefined();

      expect(await whenDue()).toBe(3 * minute);

      expect(post.taken).toEqual(['acme@1', 'acme@1']);
      expect(await facts()).toEqual(['MailBegun 1', 'MailBegun 1', 'MailAccepted 1']);
    });
  });
});

const nameOfEvent = ({ stream, revision }: PlacedEvent) =>
  nameOf({ organization: stream.slice('organization-'.length), revision });

/** Takes beginnings, and falls over where it is to be written down what came of a mail. */
class FallingStore {
  falls = true;
  readonly deliveries: Deliveries;

  constructor(now: number, store = new MemoryEventStore()) {
    this.deliveries = new Deliveries(
      {
        read: (stream, options) => store.read(stream, options),
        append: async (stream, events, expected) => {
          if (this.falls && events[0]!.type !== 'MailBegun') throw new Error('the process is gone');
          return store.append(stream, events, expected);
        },
      },
      () => now,
    );
  }
}
