import type { MailReply } from '#events/mail.js';

/** A mail to one person. */
export type Mail = {
  /** `<...@...>`: the same whenever this very mail is sent, so that whoever gets it twice can tell. */
  readonly messageId: string;
  readonly date: Date;
  readonly from: Mailbox;
  /** An address, and nothing but one. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type Mailbox = { readonly name: string; readonly address: string };

/** A way to people's mailboxes. */
export type MailTransport = {
  /**
   * Resolves when somebody else answers for the mail from here on: it is in the hands of a server, or durable in a folder.
   * Where it throws, the mail may be on its way all the same; sent again, it is the same mail.
   *
   * @throws MailRefused when this mail will never be taken
   * @throws MailDeferred when this mail is not taken now, and others may be
   * @throws whatever else happened when nothing can be sent at the moment, or `signal` was aborted
   */
  send(mail: Mail, signal: AbortSignal): Promise<void>;
};

export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  constructor(readonly reply: MailReply) {
    super(`the mail server refuses this mail (${shownReply(reply)})`);
  }
}

export class MailDeferred extends Error {
  override readonly name = 'MailDeferred';
  constructor(readonly reply: MailReply) {
    super(`the mail server does not take this mail now (${shownReply(reply)})`);
  }
}

/** `550 5.1.1` */
export function shownReply({ code, status }: MailReply): string {
  return status === undefined ? String(code) : `${code} ${status}`;
}
