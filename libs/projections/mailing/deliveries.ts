import type { Metadata, NewEvent, StoredEvent } from '#events/envelope.js';
import type { MailEvent, MailReply } from '#events/mail.js';
import { type EventStore, type ExpectedRevision, OutcomeUnknown, StoreCorrupt } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';

/** How far a mail has come. Times are UTC milliseconds. */
export type Delivery =
  | { readonly kind: 'begun'; readonly event: string; readonly by: string }
  | { readonly kind: 'accepted'; readonly time: number }
  | { readonly kind: 'refused'; readonly time: number; readonly reply: MailReply };

/** A mail that is asked about: the revision and the time of the event that asked for it. */
export type Asked = { readonly revision: number; readonly time: number };

/** What was found, and where the stream stood then. */
export type Found = {
  /** By the revision of the event that asked for the mail; nothing for those that nobody has begun. */
  readonly deliveries: ReadonlyMap<number, Delivery>;
  readonly head: ExpectedRevision;
  /** Of the last event, 0 before the first. */
  readonly time: number;
};

const attemptsMax = 5;

/**
 * How the mails of each organization fare: facts of their own, in a stream beside its ledger. Nothing of it is held here,
 * so every process finds the same.
 */
export class Deliveries {
  constructor(
    private readonly store: Pick<EventStore, 'read' | 'append'>,
    private readonly clock: () => number,
  ) {}

  /**
   * How these mails fare. Reads from the end of the stream and no further back than where they were asked for.
   *
   * @throws StoreUnavailable, or StoreCorrupt for a fact that this version does not know
   */
  async find(organization: string, asked: readonly Asked[]): Promise<Found> {
    const deliveries = new Map<number, Delivery>();
    const wanted = new Set(asked.map(({ revision }) => revision));
    const since = Math.min(...asked.map(({ time }) => time));
    let head: ExpectedRevision = 'none';
    let last = 0;
    reading: for await (const page of this.store.read(streamOf(organization), { direction: 'backwards' })) {
      for (const event of page) {
        const time = Number(event.metadata.time);
        if (head === 'none') [head, last] = [event.revision, time];
        if (wanted.size === 0 || time < since) break reading;
        const { invitation, delivery } = deliveryOf(event);
        // The newest fact about a mail comes first.
        if (wanted.delete(invitation)) deliveries.set(invitation, delivery);
      }
    }
    return { deliveries, head, time: last };
  }

  /**
   * Writes a fact behind what was found.
   *
   * @throws RevisionConflict when somebody else has written there: find anew
   * @throws OutcomeUnknown, StoreUnavailable
   */
  async record(
    { organization, time }: Asked & { readonly organization: string },
    found: Pick<Found, 'head' | 'time'>,
    event: MailEvent,
  ): Promise<void> {
    const written = inEnvelope(event, this.clock(), Math.max(found.time, time));
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.store.append(streamOf(organization), [written], found.head);
        return;
      } catch (error) {
        if (!(error instanceof OutcomeUnknown) || attempt === attemptsMax) throw error;
      }
    }
  }
}

function streamOf(organization: string): string {
  return `mail-${organization}`;
}

function deliveryOf({ id, type, data, metadata }: StoredEvent): {
  readonly invitation: number;
  readonly delivery: Delivery;
} {
  const time = Number(metadata.time);
  // A type that is not among these ends in the default.
  const event = { type, data } as MailEvent;
  switch (event.type) {
    case 'MailBegun': {
      const { invitation, by } = event.data;
      return { invitation, delivery: { kind: 'begun', event: id, by } };
    }
    case 'MailAccepted':
      return { invitation: event.data.invitation, delivery: { kind: 'accepted', time } };
    case 'MailRefused': {
      const { invitation, code, status } = event.data;
      const reply = { code, ...(status !== undefined && { status }) };
      return { invitation, delivery: { kind: 'refused', time, reply } };
    }
    default:
      event satisfies never;
      throw new StoreCorrupt(`a mail with \`${type}\` is not known to this version, run a newer one`);
  }
}

/** `time` never decreases in a stream, nor lies before the event that asked for the mail: who reads back can stop there. */
function inEnvelope({ type, data }: MailEvent, clock: number, earliest: number): NewEvent {
  const command = randomUUID();
  const metadata: Metadata = {
    schema: '1',
    time: String(Math.max(clock, earliest)),
    clock: String(clock),
    actor: 'system',
    via: 'system',
    command,
    index: '0',
    count: '1',
    correlation: command,
  };
  return { id: randomUUID(), type, data, metadata };
}
