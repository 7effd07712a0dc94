import type { MailTransport } from '#projections/mailing/mail-transport.js';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { Mailing, type MailingOptions } from './mailing.js';

type Parts = Omit<MailingOptions, 'transport' | 'from' | 'inviteUrl'> & { readonly config: Config };

/** Begins to mail invitations, where there is somewhere to. A mail server that is not there only delays them. */
export async function startMailing({ config, ...parts }: Parts): Promise<Mailing | undefined> {
  const transport = await transportOf(config);
  if (transport === undefined) return undefined;
  const { mailFrom: from, inviteUrl } = config;
  const mailing = new Mailing({ ...parts, transport, from, inviteUrl });
  await mailing.start();
  return mailing;
}

/** Each is loaded only where it is used. */
async function transportOf({ smtpUrl, store, data }: Config): Promise<MailTransport | undefined> {
  if (smtpUrl !== undefined) {
    const { SmtpTransport } = await import('#adapters/smtp/smtp-transport.js');
    return new SmtpTransport(smtpUrl);
  }
  // Only a service that keeps everything in one folder has a place for mails.
  if (store !== 'sqlite') return undefined;
  const { MailFolder } = await import('#adapters/mail-folder/mail-folder.js');
  return MailFolder.open(join(data, 'mail'));
}
