import { expect, it } from '@jest/globals';
import { acme, beginAcme, order, type Receipt } from './acme.js';
import { trial } from './trial.js';

type Problem = { readonly code: string };
type User = {
  readonly user: string;
  readonly status: string;
  readonly invitation?: { readonly status: string; readonly since: string; readonly expires: string };
};

const day = 24 * 60 * 60 * 1000;
let now = Date.parse('2026-11-21T09:00:00.000Z');
const service = trial({}, () => now);
beginAcme(() => service.operator);

const send = <Body = Receipt>(type: string, data: object, headers?: Readonly<Record<string, string>>) =>
  service.operator.post<Body>(`${acme}/commands`, order(type, data), headers);

/** Invites somebody, and answers with the token that a mail would hold. */
async function invite(user: string, type = 'InviteUser'): Promise<string> {
  const { body } = await send(type, type === 'InviteUser' ? { emails: user } : { user });
  const { expires } = body.events[0]!.data as { expires: string };
  const ledger = await service.inside.ledgers.open('acme');
  return ledger.invitationToken(ledger.directory.find(user)!, expires);
}

/** The answer to the invited person, or to the page on which the link was opened. */
const accept = async (user: string, token: string) => {
  const inPerson = { 'grantline-actor': user };
  const { status, body } = await send<Problem>('AcceptInvitation', { user, token }, inPerson);
  return status === 200 ? 'accepted' : body.code;
};

it('is accepted with the token, once', async () => {
  const token = await invite('once@x.io');

  expect(await accept('once@x.io', 'guessed')).toBe('FORBIDDEN');
  expect(await accept('once@x.io', token)).toBe('accepted');
  expect(await accept('once@x.io', token)).toBe('NOT_INVITED');
});

it('is accepted with the newest token only', async () => {
  const first = await invite('again@x.io');
  now += day;
  const second = await invite('again@x.io', 'ResendInvitation');

  expect(await accept('again@x.io', first)).toBe('FORBIDDEN');
  expect(await accept('again@x.io', second)).toBe('accepted');
});

it('is not accepted once it was taken back, and strangers learn nothing', async () => {
  const token = await invite('revoked@x.io');
  await send('RevokeInvitation', { user: 'revoked@x.io' });

  expect(await accept('revoked@x.io', token)).toBe('UNKNOWN_ORGANIZATION');
  expect((await send('AcceptInvitation', { user: 'revoked@x.io', token })).body).toMatchObject({
    code: 'NOT_INVITED',
  });
});

it('is not accepted with the token of somebody else', async () => {
  const [first, second] = [await invite('one@x.io'), await invite('two@x.io')];

  expect(await accept('two@x.io', first)).toBe('FORBIDDEN');
  expect(await accept('two@x.io', second)).toBe('accepted');
});

it('is not accepted after its end, until it is sent again', async () => {
  const first = await invite('late@x.io');
  now += 14 * day;
  expect(await accept('late@x.io', first)).toBe('INVITATION_EXPIRED');

  expect(await accept('late@x.io', await invite('late@x.io', 'ResendInvitation'))).toBe('accepted');
});

it('is shown while it is open, and not of the past', async () => {
  await invite('shown@x.io');
  const { body } = await service.operator.get<User>(`${acme}/users/shown@x.io`);
  const list = await service.operator.get<{ items: readonly User[] }>(`${acme}/users?q=shown`);
  const past = await service.operator.get<User>(
    `${acme}/users/shown@x.io?asOf=${new Date(now).toISOString()}`,
  );

  expect(body.invitation).toEqual({
    // There is no mail server here.
    status: 'waiting',
    since: new Date(now).toISOString(),
    expires: new Date(now + 14 * day).toISOString(),
  });
  expect(list.body.items[0]!.invitation).toEqual(body.invitation);
  expect([past.body.status, past.body.invitation]).toEqual(['invited', undefined]);
  await send('AcceptInvitation', { user: 'shown@x.io' });
  expect((await service.operator.get<User>(`${acme}/users/shown@x.io`)).body.invitation).toBeUndefined();
});
