import type { Mail, Mailbox } from './mail-transport.js';

export type InvitationMail = {
  /** Id of the event that asked for it. */
  readonly event: string;
  /** When it did. */
  readonly date: Date;
  readonly from: Mailbox;
  readonly to: string;
  /** Name of the organization. */
  readonly organization: string;
  /** Who invites, where that is a person. */
  readonly inviter?: string | undefined;
  readonly expires: Date;
  readonly token: string;
  /** Where it is accepted; without one the mail holds the token for typing in. */
  readonly link?: string | undefined;
};

/** A mail with which somebody accepts an invitation. */
export function invitationMail(invitation: InvitationMail): Mail {
  const { event, date, from, to, link, token } = invitation;
  const organization = oneLine(invitation.organization);
  const subject = `Invitation to ${organization}`;
  const opening =
    invitation.inviter === undefined
      ? `You are invited to ${organization}.`
      : `${oneLine(invitation.inviter)} invites you to ${organization}.`;
  const how = link === undefined ? 'Accept with this code:' : 'Accept here:';
  const until = `Open until ${inWords(invitation.expires)}. It works once, and not any more when a newer one was sent.`;
  const closing = 'If you do not know what this is about, do nothing.';
  return {
    messageId: `<${event}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    date,
    from,
    to,
    subject,
    text: [opening, `${how}\n${link ?? token}`, until, closing, ''].join('\n\n'),
    html: page(subject, [
      escaped(opening),
      `${how}<br>${link === undefined ? `<code>${escaped(token)}</code>` : anchor(link)}`,
      until,
      closing,
    ]),
  };
}

/**
 * The link that the mail holds: the template with what stands in braces filled in.
 */
export function invitationLink(
  template: string,
  values: { readonly token: string; readonly organization: string; readonly user: string },
): string {
  return template.replaceAll(/\{(token|organization|user)\}/g, (_, name: keyof typeof values) =>
    encodeURIComponent(values[name]),
  );
}

/** `9 December 2026, 10:00 UTC` */
function inWords(instant: Date): string {
  const day = instant.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${instant.toISOString().slice(11, 16)} UTC`;
}

/** Names come from people: one that holds a line break could write lines of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim();
}

function page(title: string, paragraphs: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>`,
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
    '</body></html>',
    '',
  ].join('\n');
}

function anchor(link: string): string {
  return `<a href="${escaped(link)}">${escaped(link)}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
