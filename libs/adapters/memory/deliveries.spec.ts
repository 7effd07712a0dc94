import type { MailEvent } from '#events/mail.js';
import { type Asked, Deliveries } from '#projections/mailing/deliveries.js';
import { sample } from '#store/event-samples.suite.js';
import { OutcomeUnknown, RevisionConflict, StoreCorrupt } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from './event-store.js';

describe('how mails fare', () => {
  let store: MemoryEventStore;
  let now: number;
  let deliveries: Deliveries;
  const asked = (revision: number): Asked => ({ revision, time: revision * 1_000 });
  const fact = (type: MailEvent['type'], invitation: number, more: object = {}): MailEvent =>
    // Each type has the fields that the test gives it.
    ({ type, data: { person: 1, invitation, ...more } }) as MailEvent;

  /** Writes a fact about the mail that was asked for at a revision, behind everything that is there. */
  async function record(event: MailEvent): Promise<void> {
    const mail = { organization: 'acme', ...asked(event.data.invitation) };
    await deliveries.record(mail, await deliveries.find('acme', [mail]), event);
  }

  beforeEach(() => {
    store = new MemoryEventStore();
    now = 10_000;
    deliveries = new Deliveries(store, () => now);
  });

  it('finds nothing where nobody has begun', async () => {
    const { deliveries: found, head } = await deliveries.find('acme', [asked(3)]);

    expect([...found]).toEqual([]);
    expect(head).toBe('none');
  });

  it('finds the newest fact about each mail that is asked about', async () => {
    await record(fact('MailBegun', 3, { by: 'p1' }));
    await record(fact('MailBegun', 4, { by: 'p2' }));
    now = 11_000;
    await record(fact('MailAccepted', 3));
    now = 12_000;
    await record(fact('MailRefused', 5, { code: 550, status: '5.1.1' }));
    const found = await deliveries.find('acme', [asked(3), asked(4), asked(5), asked(6)]);

    expect([...found.deliveries].toSorted(([a], [b]) => a - b)).toEqual([
      [3, { kind: 'accepted', time: 11_000 }],
      [4, { kind: 'begun', event: expect.any(String), by: 'p2' }],
      [5, { kind: 'refused', time: 12_000, reply: { code: 550, status: '5.1.1' } }],
    ]);
    expect(found.head).toBe(3);
  });

  it('is apart for each organization', async () => {
    await record(fact('MailAccepted', 3));

    expect((await deliveries.find('beta', [asked(3)])).deliveries.size).toBe(0);
  });

  it('reads no further back than where a mail was asked for', async () => {
    for (let revision = 0; revision < 600; revision += 1) {
      now = revision * 1_000;
      await record(fact('MailAccepted', revision));
    }
    let pages = 0;
    const counting = new Deliveries(
      {
        append: () => Promise.reject(new Error('nothing is written')),
        async *read(stream, options) {
          for await (const page of store.read(stream, options)) {
            pages += 1;
            yield page;
          }
        },
      },
      () => now,
    );
    const waiting = { revision: 700, time: 599_000 };

    expect((await counting.find('acme', [waiting])).deliveries.size).toBe(0);
    expect(pages).toBe(1);
  });

  it('finds facts also where clocks differ', async () => {
    await record(fact('MailAccepted', 20));
    // The clock of the one who wrote this was behind that of the one who invited.
    now = 5_000;
    await record(fact('MailAccepted', 3));
    const found = await deliveries.find('acme', [asked(20)]);

    expect([...found.deliveries.keys()]).toEqual([20]);
  });

  it('lets one of two write who found the same', async () => {
    const mail = { organization: 'acme', ...asked(3) };
    const found = await deliveries.find('acme', [mail]);
    await deliveries.record(mail, found, fact('MailBegun', 3, { by: 'p1' }));

    await expect(deliveries.record(mail, found, fact('MailBegun', 3, { by: 'p2' }))).rejects.toBeInstanceOf(
      RevisionConflict,
    );
  });

  it('repeats the very same append where it is not known what came of it', async () => {
    let lost = 2;
    const troubled = new Deliveries(
      {
        read: (stream, options) => store.read(stream, options),
        async append(stream, events, expected) {
          const revision = await store.append(stream, events, expected);
          if (lost-- > 0) throw new OutcomeUnknown('the answer was lost');
          return revision;
        },
      },
      () => now,
    );
    const mail = { organization: 'acme', ...asked(3) };
    await troubled.record(mail, await troubled.find('acme', [mail]), fact('MailAccepted', 3));

    expect((await deliveries.find('acme', [mail])).head).toBe(0);
  });

  it('stops at a fact that it does not know', async () => {
    await store.append('mail-acme', [{ ...sample(0), type: 'MailOpened' }], 'none');

    await expect(deliveries.find('acme', [asked(3)])).rejects.toBeInstanceOf(StoreCorrupt);
  });
});
