import type { MailEvent, MailReply } from '#events/mail.js';
import { type PlacedEvent, RevisionConflict } from '#store/event-store.js';
import type { PositionStore } from '#store/position-store.js';
import type { Consumer } from '../consumer.js';
import type { Outside } from '../subscription.js';
import type { Deliveries, Delivery, Found } from './deliveries.js';
import { type Invitation, invitationOf } from './invitation.js';
import { type Mail, MailDeferred, MailRefused, type MailTransport } from './mail-transport.js';
import { type WaitingMail, WaitingMails } from './waiting-mails.js';

/**
 * The mail of an invitation. `lapsed`: nobody wants it any more, the invitation was taken back, answered, or has expired.
 * `unsettled`: that cannot be said at the moment, ask again.
 */
export type MailOf = (invitation: Invitation) => Promise<Mail | 'lapsed' | 'unsettled'>;

export type MailerOptions = {
  readonly transport: MailTransport;
  readonly deliveries: Deliveries;
  readonly mailOf: MailOf;
  /** Whether an error of `mailOf` or of a delivery is about that organization alone; any other one is thrown. */
  readonly stops: (error: unknown) => boolean;
  readonly positions: Pick<PositionStore, 'save'>;
  /** Under which its position is kept. */
  readonly name: string;
  /** Position that was kept last. */
  readonly after?: string | undefined;
  /** Names this run of this process among others that send mails of the same store; left out where there are none. */
  readonly process?: string | undefined;
  /** UTC milliseconds. */
  readonly clock: () => number;
  readonly outside: Pick<Outside, 'chance' | 'alarm'>;
  readonly signal: AbortSignal;
  readonly hooks?: MailerHooks;
};

/** Told about what an operator may want to know; none may throw, and none is told an address. */
export type MailerHooks = {
  accepted?(invitation: Invitation): void;
  refused?(invitation: Invitation, reply: MailReply): void;
  /** This mail is tried again later, the others go on. */
  deferred?(invitation: Invitation, error: unknown): void;
  /** Nothing can be sent at the moment. */
  away?(error: unknown): void;
  /** Mails are sent again. */
  back?(): void;
};

const second = 1000;
const minute = 60 * second;
/** Of a mail that is not taken now. */
const deferred = { shortest: minute, longest: 30 * minute };
/** Of everything, while nothing can be sent. */
const away = { shortest: second, longest: 5 * minute };
/** How long one mail is tried. */
const sendingMost = 2 * minute;
/** How long another process has for a mail that it has begun. It is longer than a mail is tried. */
const begunMost = 3 * minute;
/** A position is kept once so many events were passed over since the last time. */
const keptEvery = 1_000;
const soon = second / 10;

type Outcome = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly reply: MailReply };

/**
 * Mails invitations, each at least once. Its position is kept only behind mails that are settled: a server has accepted
 * them, or never will, or nobody wants them any more. What is not accepted waits, and nothing waits for it.
 */
export class Mailer implements Consumer {
  readonly #options: MailerOptions;
  readonly #waiting = new WaitingMails();
  /** What came of mails, as long as it is not written down. */
  readonly #outcomes = new Map<string, Outcome>();
  #reached: string | undefined;
  #kept: string | undefined;
  #passed = 0;
  #nextDue = Number.POSITIVE_INFINITY;
  #away = { tries: 0, until: 0 };

  constructor(options: MailerOptions) {
    this.#options = options;
    this.#reached = options.after;
    this.#kept = options.after;
  }

  /** How many mails are not settled. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** When the first mail was asked for that waits for this process, UTC milliseconds; `undefined` where none does. */
  get waitingSince(): number | undefined {
    return this.#waiting.firstOfOurs?.time;
  }

  /** When there is something to do the next time, UTC milliseconds. */
  get nextDue(): number {
    return Math.max(this.#nextDue, this.#away.until);
  }

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    for (const event of events) {
      const invitation = invitationOf(event);
      if (invitation !== undefined) {
        this.#waiting.add(invitation, this.#reached);
        this.#nextDue = 0;
      }
      this.#reached = event.position;
    }
    this.#passed += events.length;
    await this.sendDue();
  }

  /**
   * Sends what is due.
   *
   * @throws what the store throws: call it again later
   */
  async sendDue(): Promise<void> {
    const { clock, signal } = this.#options;
    const before = this.#waiting.size;
    if (clock() >= this.nextDue) {
      for (const mail of this.#waiting.due(clock())) {
        signal.throwIfAborted();
        if (clock() < this.#away.until) break;
        if (await this.#isSettled(mail)) this.#waiting.settle(mail.invitation);
      }
      this.#nextDue = this.#waiting.nextDue;
    }
    if (this.#waiting.size !== before || this.#passed >= keptEvery) await this.keep();
  }

  /** Keeps how far everything is settled. */
  async keep(): Promise<void> {
    const { positions, name } = this.#options;
    const position = this.#waiting.settledTo(this.#reached);
    if (position !== undefined && position !== this.#kept) await positions.save(name, position);
    this.#kept = position;
    this.#passed = 0;
  }

  /** Tries to settle it; where that does not work, it is due again later. */
  async #isSettled(mail: WaitingMail): Promise<boolean> {
    const { mailOf, stops, hooks, signal } = this.#options;
    const { invitation } = mail;
    try {
      const known = this.#outcomes.get(invitation.event);
      if (known !== undefined) return await this.#writeDown(invitation, known);
      // Told without asking anybody: there are many old ones when everything is read.
      if (Date.parse(invitation.expires) <= this.#options.clock()) return true;
      const letter = await mailOf(invitation);
      if (letter === 'lapsed') return true;
      if (letter === 'unsettled') return this.#later(mail, soon);
      const turn = await this.#turnOf(mail);
      if (turn !== 'ours') return turn === 'nobody' || this.#later(mail, begunMost);
      const outcome = await this.#send(mail, letter);
      if (outcome === undefined) return false;
      this.#outcomes.set(invitation.event, outcome);
      return await this.#writeDown(invitation, outcome);
    } catch (error) {
      signal.throwIfAborted();
      if (!stops(error)) throw error;
      hooks?.deferred?.(invitation, error);
      return this.#later(mail, this.#pauseAfter((mail.tries += 1), deferred));
    }
  }

  /** Whose turn it is to send it. Where several processes send, the one that has written down that it begins. */
  async #turnOf(mail: WaitingMail): Promise<'ours' | 'theirs' | 'nobody'> {
    const { process, deliveries } = this.#options;
    const { organization, revision, person } = mail.invitation;
    for (;;) {
      const found = await deliveries.find(organization, [mail.invitation]);
      const delivery = found.deliveries.get(revision);
      if (isOver(delivery)) return 'nobody';
      if (process === undefined) return 'ours';
      if (delivery?.by !== process) {
        if (delivery !== undefined && mail.theirs !== delivery.event) {
          mail.theirs = delivery.event;
          return 'theirs';
        }
        // Nobody has begun it, or who did has not got on for as long as it may take.
        const data = { person, invitation: revision, by: process };
        if (!(await this.#isWritten(mail.invitation, found, { type: 'MailBegun', data }))) continue;
      }
      mail.theirs = undefined;
      return 'ours';
    }
  }

  /** What came of it; nothing where it is to be tried again. */
  async #send(mail: WaitingMail, letter: Mail): Promise<Outcome | undefined> {
    const { transport, outside, signal, hooks } = this.#options;
    const tooLong = new AbortController();
    const stopAlarm = outside.alarm(sendingMost, () => tooLong.abort());
    try {
      await transport.send(letter, AbortSignal.any([signal, tooLong.signal]));
      this.#cameBack();
      return { kind: 'accepted' };
    } catch (error) {
      signal.throwIfAborted();
      mail.tries += 1;
      if (error instanceof MailRefused || error instanceof MailDeferred) {
        this.#cameBack();
        if (error instanceof MailRefused) return { kind: 'refused', reply: error.reply };
        hooks?.deferred?.(mail.invitation, error);
        this.#later(mail, this.#pauseAfter(mail.tries, deferred));
      } else {
        // Another one is tried first then: it may be this very mail that a server cannot stand.
        this.#later(mail, this.#pauseAfter(mail.tries, away));
        this.#wentAway(error);
      }
      return undefined;
    } finally {
      stopAlarm();
    }
  }

  async #writeDown(invitation: Invitation, outcome: Outcome): Promise<true> {
    const { deliveries, hooks } = this.#options;
    const { organization, person, revision, event } = invitation;
    const data = { person, invitation: revision };
    for (;;) {
      const found = await deliveries.find(organization, [invitation]);
      if (isOver(found.deliveries.get(revision))) break;
      const fact: MailEvent =
        outcome.kind === 'accepted'
          ? { type: 'MailAccepted', data }
          : { type: 'MailRefused', data: { ...data, ...outcome.reply } };
      if (await this.#isWritten(invitation, found, fact)) break;
    }
    this.#outcomes.delete(event);
    if (outcome.kind === 'accepted') hooks?.accepted?.(invitation);
    else hooks?.refused?.(invitation, outcome.reply);
    return true;
  }

  /** Whether nobody else wrote there since it was found. */
  async #isWritten(invitation: Invitation, found: Found, fact: MailEvent): Promise<boolean> {
    try {
      await this.#options.deliveries.record(invitation, found, fact);
      return true;
    } catch (error) {
      if (error instanceof RevisionConflict) return false;
      throw error;
    }
  }

  #later(mail: WaitingMail, pause: number): false {
    mail.due = this.#options.clock() + pause;
    return false;
  }

  #wentAway(error: unknown): void {
    const tries = this.#away.tries + 1;
    this.#away = { tries, until: this.#options.clock() + this.#pauseAfter(tries, away) };
    this.#options.hooks?.away?.(error);
  }

  #cameBack(): void {
    if (this.#away.tries === 0) return;
    this.#away = { tries: 0, until: 0 };
    this.#options.hooks?.back?.();
  }

  /** Milliseconds: doubling, and with chance in it, so that many mails do not come back together. */
  #pauseAfter(tries: number, { shortest, longest }: { shortest: number; longest: number }): number {
    return Math.min(longest, shortest * 2 ** (tries - 1)) * (0.5 + this.#options.outside.chance() / 2);
  }
}

function isOver(delivery: Delivery | undefined): delivery is Exclude<Delivery, { kind: 'begun' }> {
  return delivery !== undefined && delivery.kind !== 'begun';
}
