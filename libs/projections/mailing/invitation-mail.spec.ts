import { describe, expect, it } from '@jest/globals';
import { invitationLink, type InvitationMail, invitationMail } from './invitation-mail.js';

const invitation: InvitationMail = {
  event: '5f0c9f6e-0000-4000-8000-000000000001',
  date: new Date('2026-11-21T09:00:00.000Z'),
  from: { name: 'Grantline', address: 'access@example.com' },
  to: 'ina@x.io',
  organization: 'Acme',
  expires: new Date('2026-12-05T09:00:00.000Z'),
  token: 'pmWkWSBCL51Bfkhn79xPuKBKHz',
};

describe('the mail of an invitation', () => {
  it('says who invites to what, how to accept and until when', () => {
    const link = 'https://example.com/accept?token=abc';

    expect(invitationMail({ ...invitation, inviter: 'ana', link }).text).toBe(
      `ana invites you to Acme.

Accept here:
https://example.com/accept?token=abc

Open until 5 December 2026, 09:00 UTC. It works once, and not any more when a newer one was sent.

If you do not know what this is about, do nothing.

`,
    );
  });

  it('holds the token where there is no page to accept at', () => {
    const { text, html } = invitationMail(invitation);

    expect(text).toContain(`You are invited to Acme.\n\nAccept with this code:\n${invitation.token}\n`);
    expect(html).toContain(`<code>${invitation.token}</code>`);
  });

  it('has the same id and date whenever it is made, so that it is known again', () => {
    const [first, second] = [invitationMail(invitation), invitationMail(invitation)];

    expect(first.messageId).toBe('<5f0c9f6e-0000-4000-8000-000000000001@example.com>');
    expect(first).toEqual(second);
  });

  it('lets no name write markup or lines', () => {
    const organization = '<b>Acme</b> & "Söhne"\r\nBcc: eve@x.io';
    const { subject, text, html } = invitationMail({ ...invitation, organization });

    expect(subject).toBe('Invitation to <b>Acme</b> & "Söhne" Bcc: eve@x.io');
    expect(text).toMatch(/^You are invited to <b>Acme<\/b> & "Söhne" Bcc: eve@x.io\.\n/);
    expect(html).toContain('&lt;b&gt;Acme&lt;/b&gt; &amp; &quot;Söhne&quot; Bcc: eve@x.io.');
    expect(html).not.toContain('<b>');
  });
});

describe('the link of an invitation', () => {
  const values = { token: 'a_b-c', organization: 'acme', user: 'ina+1@x.io' };

  it.each([
    ['https://example.com/accept/{token}', 'https://example.com/accept/a_b-c'],
    [
      'https://example.com/{organization}#user={user}&token={token}',
      'https://example.com/acme#user=ina%2B1%40x.io&token=a_b-c',
    ],
    ['https://example.com/{token}/{token}?{other}', 'https://example.com/a_b-c/a_b-c?{other}'],
  ])('fills %s', (template, link) => {
    expect(invitationLink(template, values)).toBe(link);
  });
});
