import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Mail, MailTransport } from './mail-transport.js';

/** A transport, and what those who get its mails see. */
export type Post = {
  readonly transport: MailTransport;
  /** In the order in which they were sent. */
  arrived(): Promise<readonly Mail[]>;
  readonly remove: () => Promise<void>;
};

export const letter: Mail = {
  messageId: '<5f0c9f6e-0000-4000-8000-000000000001@example.com>',
  date: new Date('2026-11-21T09:00:00.000Z'),
  from: { name: 'Grantline', address: 'access@example.com' },
  to: 'ina@x.io',
  subject: 'Invitation to Acme',
  text: 'You are invited.\n\nAccept here:\nhttps://example.com/accept?token=abc&user=ina%40x.io\n',
  html: '<p>You are invited.</p>\n<p><a href="https://example.com/">Accept</a></p>\n',
};

/** The promises of a transport of mails. */
export function mailTransportSuite(open: () => Promise<Post>): void {
  let post: Post;
  const { signal } = new AbortController();

  beforeEach(async () => {
    post = await open();
  });
  afterEach(() => post.remove());

  it('brings a mail as it was written', async () => {
    await post.transport.send(letter, signal);

    expect(await post.arrived()).toEqual([letter]);
  });

  it('brings every script, and lines of every length', async () => {
    const many = {
      ...letter,
      from: { name: 'Zugänge, "Grüne" Straße', address: 'access@example.com' },
      subject: `Приглашение в Ωmega 🚀 ${'а'.repeat(200)}`,
      text: `${'слово '.repeat(400)}\n.\n..\n= =3D\nFrom here on\n`,
      html: `<p>${'ß'.repeat(2000)}</p>\n`,
    };
    await post.transport.send(many, signal);

    expect(await post.arrived()).toEqual([many]);
  });

  it('takes nothing in a subject or a name for a line of its own', async () => {
    const forged = 'Acme\r\nBcc: eve@x.io\r\n\r\nCall us';
    await post.transport.send({ ...letter, subject: forged, from: { ...letter.from, name: forged } }, signal);
    const [mail] = await post.arrived();

    expect(mail).toMatchObject({ to: letter.to, text: letter.text, html: letter.html });
    for (const text of [mail!.subject, mail!.from.name]) {
      expect(text.replaceAll(/\s+/g, ' ')).toBe('Acme Bcc: eve@x.io Call us');
    }
  });

  it('brings a mail that is sent again as the same mail', async () => {
    await post.transport.send(letter, signal);
    await post.transport.send(letter, signal);
    const ids = new Set((await post.arrived()).map(({ messageId }) => messageId));

    expect([...ids]).toEqual([letter.messageId]);
  });

  it('brings nothing once it was told to stop', async () => {
    await expect(post.transport.send(letter, AbortSignal.abort())).rejects.toThrow('aborted');

    expect(await post.arrived()).toEqual([]);
  });
}
