import {
  type Mail,
  MailDeferred,
  MailRefused,
  type MailTransport,
} from '#projections/mailing/mail-transport.js';
import type { MailReply } from '#events/mail.js';
import { createTransport, type NodemailerError } from 'nodemailer';

const second = 1000;

/** A mail server, by SMTP. Each mail has a connection of its own, so that what one of them breaks is whole for the next. */
export class SmtpTransport implements MailTransport {
  readonly #transport;

  /** `smtp://user:password@host:587?requireTLS=true`, or `smtps://` where TLS comes first. */
  constructor(url: string) {
    this.#transport = createTransport({
      url,
      connectionTimeout: 20 * second,
      greetingTimeout: 20 * second,
      socketTimeout: 60 * second,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: Mail, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { to, ...rest } = mail;
    try {
      await this.#transport.sendMail({
        ...rest,
        // An object, so that nothing in it is read as a second address.
        to: { name: '', address: to },
        // Short lines, whatever is in them.
        textEncoding: 'quoted-printable',
        // RFC 3834: nobody's absence is to be answered to a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw meaningOf(error as NodemailerError);
    }
  }
}

/** What an error means for the mail. What the server says may hold an address, so only its codes go on. */
function meaningOf(error: NodemailerError): Error {
  const reply = replyOf(error);
  if (reply === undefined) return error;
  // Who says 421 is about to leave, whatever was asked: that has another command.
  if (error.command === 'RCPT TO' || error.command === 'DATA') {
    return reply.code >= 500 ? new MailRefused(reply) : new MailDeferred(reply);
  }
  const answer = [reply.code, reply.status].filter((code) => code !== undefined).join(' ');
  return new Error(`the mail server answers ${answer} to ${error.command ?? 'the connection'}`);
}

function replyOf({ response, responseCode: code }: NodemailerError): MailReply | undefined {
  if (code === undefined) return undefined;
  const [, status] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '') ?? [];
  return { code, ...(status !== undefined && { status }) };
}
