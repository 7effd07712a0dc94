import type { Ledgers } from '#ledger/ledgers.js';
import type { Odometer } from '#projections/lag.js';
import { Deliveries } from '#projections/mailing/deliveries.js';
import { type Mailbox, MailDeferred, type MailTransport } from '#projections/mailing/mail-transport.js';
import { Mailer } from '#projections/mailing/mailer.js';
import { outside } from '#projections/outside.js';
import type { Subscription } from '#projections/subscription.js';
import type { PlacedEvent } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';
import { isOfOne } from '../following/is-of-one.js';
import { workSubscription } from '../following/work-subscription.js';
import type { Homes } from '../homes.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';
import { lettersOf } from './letters.js';

const name = 'mailer';
/** Milliseconds after which it goes on where the store has failed. */
const retryAfter = 5_000;

export type MailingOptions = {
  readonly homes: Homes;
  readonly ledgers: Ledgers;
  readonly odometer: Odometer;
  readonly transport: MailTransport;
  readonly from: Mailbox;
  readonly inviteUrl?: string | undefined;
  /** UTC milliseconds. */
  readonly clock: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Mails invitations, from a subscription of its own that goes on where it was before the process. */
export class Mailing {
  readonly #options: MailingOptions;
  readonly #stopping = new AbortController();
  #subscription: Subscription | undefined;
  #mailer: Mailer | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopAlarm: (() => void) | undefined;

  constructor(options: MailingOptions) {
    this.#options = options;
    options.metrics.watchMailer(
      () => this.isLive,
      () => this.lag,
    );
  }

  /** Whether every event was looked at, and no mail waits for this process. */
  get isLive(): boolean {
    return this.#subscription?.isLive === true && this.#mailer?.waitingSince === undefined;
  }

  /** Mails that are not settled, and for how many seconds the first of them waits for this process. */
  get lag(): { readonly mails: number; readonly seconds: number } {
    const since = this.#mailer?.waitingSince;
    const seconds = since === undefined ? 0 : Math.max(0, this.#options.clock() - since) / 1000;
    return { mails: this.#mailer?.waiting ?? 0, seconds };
  }

  /** @throws StoreUnavailable when its position cannot be read */
  async start(): Promise<void> {
    const { homes, odometer, clock, log, metrics } = this.#options;
    const after = await homes.positions.load(name);
    const mailer = new Mailer({
      transport: this.#options.transport,
      deliveries: new Deliveries(homes.events, clock),
      mailOf: lettersOf(this.#options),
      stops: isOfOne,
      positions: homes.positions,
      name,
      after,
      process: homes.shared ? randomUUID() : undefined,
      clock,
      outside,
      signal: this.#stopping.signal,
      hooks: {
        accepted: () => metrics.mailsAccepted.inc(),
        refused: ({ organization, revision }, reply) => {
          metrics.mailsRefused.inc();
          log.warn(
            { organization, revision, reply },
            'the mail server refuses a mail, somebody must look at it',
          );
        },
        deferred: ({ organization, revision }, error) => {
          const reason = error instanceof MailDeferred ? { reply: error.reply } : { err: error };
          log.warn({ organization, revision, ...reason }, 'a mail is tried again later');
        },
        away: (err) => log.warn({ err }, 'no mail can be sent, trying again'),
        back: () => log.info('mails are sent again'),
      },
    });
    this.#mailer = mailer;
    const consumer = { apply: (events: readonly PlacedEvent[]) => this.#inTurn(() => mailer.apply(events)) };
    this.#subscription = workSubscription({ homes, odometer, log, metrics, name, after, consumer });
    this.#subscription.start();
  }

  /** What is not sent by then is sent after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#subscription?.stop();
    await this.#turn;
    this.#stopAlarm?.();
    await this.#mailer
      ?.keep()
      .catch((err: unknown) => this.#options.log.warn({ err }, 'the position of the mailer is not kept'));
  }

  /** One thing after another: of two at once each would send what the other one sends. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#stopAlarm?.();
    const turn = this.#turn.then(work);
    this.#turn = turn.then(
      () => this.#goOnIn(Math.max(0, this.#mailer!.nextDue - this.#options.clock())),
      () => this.#goOnIn(retryAfter),
    );
    return turn;
  }

  #goOnIn(milliseconds: number): void {
    if (this.#stopping.signal.aborted || milliseconds === Number.POSITIVE_INFINITY) return;
    this.#stopAlarm?.();
    this.#stopAlarm = outside.alarm(milliseconds, () => {
      this.#inTurn(() => this.#mailer!.sendDue()).catch((err: unknown) => {
        if (!this.#stopping.signal.aborted) this.#options.log.warn({ err }, 'mails are sent later');
      });
    });
  }
}
