import { hashToken } from '#ledger/organization-key.js';
import { person, World } from '#ledger/world.suite.js';
import { type Invitation, invitationOf } from '#projections/mailing/invitation.js';
import type { Mail } from '#projections/mailing/mail-transport.js';
import type { MailOf } from '#projections/mailing/mailer.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { lettersOf } from './letters.js';

const day = 24 * 60 * 60 * 1000;
const from = { name: 'Grantline', address: 'access@example.com' };
const ina = { user: 'ina@x.io' };

describe('letters to invited people', () => {
  let world: World;
  let letterOf: MailOf;

  beforeEach(async () => {
    world = new World();
    await world.found();
    letterOf = lettersOf({
      ledgers: world.ledgers,
      from,
      inviteUrl: 'https://example.com/{organization}/{user}/{token}',
    });
  });

  /** Everybody who was invited until now, in their order. */
  async function invited(): Promise<readonly Invitation[]> {
    const events = await world.events();
    return events.flatMap((event) => invitationOf({ ...event, position: '' }) ?? []);
  }

  const invite = (options: object = {}) => world.send('InviteUser', { emails: ina.user, ...options });

  it('are addressed to who is invited, and hold the token that accepts', async () => {
    await world.send('InviteUser', { emails: 'Ina@X.io' }, { by: person('ana') });
    const [invitation] = await invited();
    const letter = (await letterOf(invitation!)) as Mail;
    const [, link] = /^(https:.*)$/m.exec(letter.text) ?? [];
    const [, token] = /^https:\/\/example\.com\/acme\/ina%40x\.io\/(.+)$/.exec(link!) ?? [];
    const [stored] = (await world.events()).filter(({ type }) => type === 'UserInvited');

    expect(letter).toMatchObject({
      to: ina.user,
      from,
      subject: 'Invitation to Acme',
      messageId: `<${stored!.id}@example.com>`,
    });
    expect(letter.text).toMatch(/^ana invites you to Acme\.\n/);
    expect(hashToken(token!)).toBe(stored!.data['tokenHash']);
  });

  it('are written to the address also where the person has another id', async () => {
    await world.send('InviteUser', { users: [{ user: 'u-17', email: 'ina@x.io' }] });
    const [invitation] = await invited();

    expect(await letterOf(invitation!)).toMatchObject({ to: 'ina@x.io' });
  });

  it('are written for the newest invitation only', async () => {
    await invite();
    world.now += day;
    await world.send('ResendInvitation', ina);
    const [first, second] = await invited();

    expect(await letterOf(first!)).toBe('lapsed');
    expect(await letterOf(second!)).toMatchObject({ to: ina.user });
  });

  it.each([
    ['revoked', () => world.send('RevokeInvitation', ina)],
    ['declined', () => world.send('DeclineInvitation', ina)],
    ['accepted', () => world.send('AcceptInvitation', ina)],
    ['over, since the person was added', () => world.send('AddUser', ina)],
    ['over, since the person was erased', () => world.send('EraseUser', ina)],
    ['void, since the organization was closed', () => world.send('CloseOrganization', {})],
    ['past its end', async () => void (world.now += 14 * day)],
  ])('are not written where the invitation is %s', async (_, happens) => {
    await invite();
    await happens();
    const [invitation] = await invited();

    expect(await letterOf(invitation!)).toBe('lapsed');
  });

  it('are written anew for somebody who is invited again', async () => {
    await invite();
    await world.send('RevokeInvitation', ina);
    world.now += day;
    await invite();
    const [first, second] = await invited();

    expect(await letterOf(first!)).toBe('lapsed');
    expect(await letterOf(second!)).toMatchObject({ to: ina.user });
  });

  it('wait for what is not durable yet, which may come to nothing', async () => {
    await invite();
    const [invitation] = await invited();
    const append = world.store.hold();
    const revoked = world.send('RevokeInvitation', ina);
    await append.arrived;

    expect(await letterOf(invitation!)).toBe('unsettled');
    append.release();
    await revoked;
    expect(await letterOf(invitation!)).toBe('lapsed');
  });
});
