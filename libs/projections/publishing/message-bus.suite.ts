import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Message, type MessageBus, MessageRefused } from './message-bus.js';

/** A bus, and what it has taken: revisions by organization, in order, as soon as so many are there. */
export type OpenBus = {
  readonly bus: MessageBus;
  taken(count: number): Promise<ReadonlyMap<string, readonly number[]>>;
};

export function message(organization: string, revision: number, value = `{"revision":${revision}}`): Message {
  const headers = { ce_id: `${organization}-${revision}`, ce_revision: String(revision) };
  return { topic: 'grantline.ledger', key: organization, headers, value };
}

const { signal } = new AbortController();

/** What every bus does. */
export function behavesLikeMessageBus(open: () => Promise<OpenBus>): void {
  describe('a message bus', () => {
    let opened: OpenBus;

    beforeEach(async () => {
      opened = await open();
    });

    afterEach(() => opened.bus.close());

    it('has taken all messages when it says so, in the order of each organization', async () => {
      const messages = Array.from({ length: 1_200 }, (_, index) =>
        message(`org-${index % 3}`, Math.floor(index / 3)),
      );
      await opened.bus.publish(messages.slice(0, 900), signal);
      await opened.bus.publish(messages.slice(900), signal);

      const taken = await opened.taken(1_200);
      expect([...taken.keys()].toSorted()).toEqual(['org-0', 'org-1', 'org-2']);
      for (const revisions of taken.values()) {
        expect(revisions).toEqual(Array.from({ length: 400 }, (_, revision) => revision));
      }
    });

    it('refuses a message that is too large, and takes none of those that came with it', async () => {
      const large = message('acme', 1, JSON.stringify('x'.repeat(8 * 1024 * 1024)));
      const publishing = opened.bus.publish([message('acme', 0), large], signal);

      await expect(publishing).rejects.toBeInstanceOf(MessageRefused);
      await opened.bus.publish([message('beta', 0)], signal);
      expect([...(await opened.taken(1))]).toEqual([['beta', [0]]]);
    });

    it('takes nothing for somebody who has stopped', async () => {
      const publishing = opened.bus.publish([message('acme', 0)], AbortSignal.abort());

      await expect(publishing).rejects.toMatchObject({ name: 'AbortError' });
      await opened.bus.publish([message('beta', 0)], signal);
      expect([...(await opened.taken(1))]).toEqual([['beta', [0]]]);
    });
  });
}
