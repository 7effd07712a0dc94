import type { Mail, MailTransport } from '#projections/mailing/mail-transport.js';

/** Keeps mails in process memory, for tests and trials. */
export class MemoryMailTransport implements MailTransport {
  /** In the order in which they were sent; one that was sent twice is there twice. */
  readonly mails: Mail[] = [];

  async send(mail: Mail, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.mails.push(mail);
  }
}
