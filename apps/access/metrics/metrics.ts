import type { Lag, Odometer } from '#projections/lag.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What an operator can watch. The hot routes count in plain integers, which are read when somebody scrapes; nothing
 * here tells one organization or person from another.
 */
export class Metrics {
  readonly registry = new Registry();
  /** Checks answered with yes and with no, each item of a batch on its own. */
  allowed = 0;
  denied = 0;
  /** Requests without a valid credential. */
  failedLogins = 0;
  readonly commits = this.#counter('commits_total', 'Appends to ledgers');
  readonly requests = this.#counter('command_requests_total', 'Requests for commands that wrote something');
  readonly events = this.#counter('events_total', 'Events written to ledgers');
  readonly conflicts = this.#counter(
    'conflicts_total',
    'Decisions made again because another process wrote first',
  );
  readonly stopped = this.#counter(
    'stopped_ledgers_total',
    'Ledgers that could not be read or written: look at the log',
  );
  readonly drops = this.#counter(
    'subscription_drops_total',
    'Times that the subscription to all ledgers ended and began again',
  );
  readonly published = this.#counter('published_messages_total', 'Messages that the broker has taken');
  readonly projected = this.#counter('projected_events_total', 'Events that read models have taken in');
  readonly readModelsBuilt = this.#counter(
    'read_models_built_total',
    'Copies of organizations that were made anew: missing, damaged, or of another life of the store',
  );
  readonly mailsAccepted = this.#counter('mails_accepted_total', 'Mails that the mail server has taken');
  readonly mailsRefused = this.#counter('mails_refused_total', 'Mails that the mail server will never take');
  readonly ledgers = new Gauge({
    name: 'grantline_open_ledgers',
    help: 'Organizations in memory',
    registers: [this.registry],
  });
  readonly #lags = new Map<string, Lag>();
  readonly #answers = new Histogram({
    name: 'grantline_request_seconds',
    help: 'Time to answer a request; single checks are only counted',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.#lag('lag_events', 'Events that a consumer has not taken in yet', ({ events }) => events);
    this.#lag(
      'lag_seconds',
      'For how long the first event waits that a consumer has not taken in',
      ({ seconds }) => seconds,
    );
    this.#reading('checks_allowed_total', 'Checks answered with yes', () => this.allowed);
    this.#reading('checks_denied_total', 'Checks answered with no', () => this.denied);
    this.#reading('failed_logins_total', 'Requests without a valid credential', () => this.failedLogins);
  }

  answered(method: string, route: string, status: number, milliseconds: number): void {
    this.#answers.observe({ method, route, status }, milliseconds / 1000);
  }

  /** Counts for a consumer that goes on behind a position, and shows how far it is behind. */
  lagOf(consumer: string, odometer: Odometer, after: string | undefined): Lag {
    const lag = odometer.lagOf(after);
    this.#lags.set(consumer, lag);
    return lag;
  }

  /** Of the list of organizations: whether it is up to date, and of how many an event cannot be taken in. */
  watch(isLive: () => boolean, stopped: () => number): void {
    this.#gauge('projection_live', 'Whether the list of organizations is up to date', () => Number(isLive()));
    this.#gauge(
      'projection_stopped_organizations',
      'Organizations with an event that the list cannot take in: look at the log',
      stopped,
    );
  }

  /** Of what is published: whether all of it is, for how long the broker has taken nothing, and who stands still. */
  watchPublisher(isLive: () => boolean, lag: () => number, stopped: () => number): void {
    this.#gauge('publisher_live', 'Whether everything that was written is published', () => Number(isLive()));
    this.#gauge('publisher_lag_seconds', 'Since when the broker has not taken what is sent to it', lag);
    this.#gauge(
      'publisher_stopped_organizations',
      'Organizations with an event that cannot be published: look at the log',
      stopped,
    );
  }

  /** Of read models: whether they are up to date, of how many that is not known, and who stands still. */
  watchReadModel(isLive: () => boolean, behind: () => number, stopped: () => number): void {
    this.#gauge('read_model_live', 'Whether everything that was written is projected', () =>
      Number(isLive()),
    );
    this.#gauge('read_model_behind_organizations', 'Organizations that are being mended', behind);
    this.#gauge(
      'read_model_stopped_organizations',
      'Organizations with an event that cannot be projected: look at the log',
      stopped,
    );
  }

  /** Of mails: whether none waits, how many do, and since when the first one. */
  watchMailer(isLive: () => boolean, lag: () => { readonly mails: number; readonly seconds: number }): void {
    this.#gauge('mailer_live', 'Whether no mail waits to be sent', () => Number(isLive()));
    this.#gauge('mailer_waiting_mails', 'Mails that are neither sent nor refused yet', () => lag().mails);
    this.#gauge('mailer_lag_seconds', 'For how long the first mail waits to be sent', () => lag().seconds);
  }

  #lag(name: string, help: string, read: (lag: Lag) => number): void {
    const gauge: Gauge<'consumer'> = new Gauge({
      name: `grantline_consumer_${name}`,
      help,
      labelNames: ['consumer'],
      registers: [this.registry],
      collect: () => {
        for (const [consumer, lag] of this.#lags) gauge.set({ consumer }, read(lag));
      },
    });
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name: `grantline_${name}`,
      help,
      registers: [this.registry],
      collect: () => gauge.set(read()),
    });
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name: `grantline_${name}`, help, registers: [this.registry] });
  }

  /** A counter whose value is kept elsewhere. */
  #reading(name: string, help: string, read: () => number): void {
    const counter: Counter = new Counter({
      name: `grantline_${name}`,
      help,
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(read());
      },
    });
  }
}
