import 'reflect-metadata';
import { StandIn } from '#adapters/eventstoredb/stand-in/server.js';
import { MailServer } from '#adapters/smtp/mail-server.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { acme, founding, order } from '../../e2e/acme.js';
import { Client } from '../../e2e/client.js';
import { eventually } from '../../e2e/eventually.js';

type Invited = { readonly invitation?: { readonly status: string; readonly reply?: string } };

const operatorKey = 'the-operator-key-of-who-sends-all-of-the-mails';
const link = 'https://example.com/{organization}/{token}';
const common = {
  PORT: '0',
  GRANTLINE_DEMO: 'off',
  GRANTLINE_OPERATOR_KEY: operatorKey,
  GRANTLINE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
  GRANTLINE_MAIL_FROM: 'Example access <access@example.com>',
  GRANTLINE_INVITE_URL: link,
};

const start = (variables: Readonly<Record<string, string>>): Promise<Running> =>
  run(readConfig({ ...common, ...variables }), openLog('silent'));
const clientOf = ({ url }: Running) => new Client(url, operatorKey);
const invite = async (client: Client, emails: string) => {
  expect((await client.post(`${acme}/commands`, order('InviteUser', { emails }))).status).toBe(200);
};
const invitation = async (client: Client, user: string) =>
  (await client.get<Invited>(`${acme}/users/${user}`)).body.invitation;
const isShown = (client: Client, user: string, status: string) =>
  eventually(
    () => invitation(client, user),
    (shown) => shown?.status === status,
  );
/** What the mail server does is seen in a later turn of this very process. */
const soon = (read: () => number, isIt: (value: number) => boolean) =>
  eventually(async () => {
    await setImmediate();
    return read();
  }, isIt);
const hasTaken = (server: MailServer, mails: number) =>
  soon(
    () => server.taken.length,
    (taken) => taken >= mails,
  );

describe('invitations by mail', () => {
  let folder: string;
  let server: MailServer;
  let running: Running;
  let client: Client;

  const restart = async (): Promise<void> => {
    await running.stop();
    running = await start({ GRANTLINE_DATA: folder, SMTP_URL: server.url });
    client = clientOf(running);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grantline-mail-'));
    server = await MailServer.start();
    running = await start({ GRANTLINE_DATA: folder, SMTP_URL: server.url });
    client = clientOf(running);
    expect((await client.post(`${acme}/commands`, founding)).status).toBe(200);
  });

  afterEach(async () => {
    await running.stop();
    await server.down();
    await rm(folder, { recursive: true });
  });

  /** The token of the link in a mail. */
  const tokenOf = (mail: { readonly text: string }) =>
    /https:\/\/example\.com\/acme\/(\S+)/.exec(mail.text)![1]!;
  const accept = async (user: string, token: string) => {
    const body = order('AcceptInvitation', { user, token });
    const answer = await client.post<{ code?: string }>(`${acme}/commands`, body, {
      'grantline-actor': user,
    });
    return answer.body.code ?? 'accepted';
  };

  it('reach who is invited, and are accepted with what the mail holds', async () => {
    await invite(client, 'ina@x.io');
    expect(await hasTaken(server, 1)).toBe(1);
    await isShown(client, 'ina@x.io', 'sent');
    await client.post(`${acme}/commands`, order('ResendInvitation', { user: 'ina@x.io' }));
    await hasTaken(server, 2);
    const [first, second] = server.taken;

    expect(second).toMatchObject({
      to: 'ina@x.io',
      from: { name: 'Example access', address: 'access@example.com' },
    });
    expect(await accept('ina@x.io', tokenOf(first!))).toBe('FORBIDDEN');
    expect(await accept('ina@x.io', tokenOf(second!))).toBe('accepted');
    expect(await accept('ina@x.io', tokenOf(second!))).toBe('NOT_INVITED');
  });

  it('are shown as undeliverable where the address is refused, also after a restart', async () => {
    server.recipients.set('nobody@x.io', { code: 550, says: '5.1.1 <nobody@x.io>: unknown' });
    await invite(client, 'nobody@x.io, ina@x.io');
    expect(await isShown(client, 'nobody@x.io', 'undeliverable')).toMatchObject({ reply: '550 5.1.1' });
    expect(await isShown(client, 'ina@x.io', 'sent')).toMatchObject({ status: 'sent' });
    await restart();

    expect(await invitation(client, 'nobody@x.io')).toMatchObject({ status: 'undeliverable' });
    expect(server.taken).toHaveLength(1);
  });

  it('wait where an address is not taken now, and hold up nobody else', async () => {
    server.recipients.set('later@x.io', { code: 450, says: '4.2.0 try again' });
    await invite(client, 'later@x.io, ina@x.io');
    await isShown(client, 'ina@x.io', 'sent');
    expect(await invitation(client, 'later@x.io')).toMatchObject({ status: 'waiting' });
    expect((await client.get<string>('/metrics')).body).toMatch(/^grantline_mailer_waiting_mails 1$/m);
    server.recipients.clear();
    await restart();

    expect(await isShown(client, 'later@x.io', 'sent')).toMatchObject({ status: 'sent' });
    expect(server.taken.map(({ to }) => to)).toEqual(['ina@x.io', 'later@x.io']);
  });

  it('are given at once while no server is there, and leave when one is', async () => {
    await server.down();
    await invite(client, 'ina@x.io');
    await invite(client, 'jon@x.io, revoked@x.io');
    await client.post(`${acme}/commands`, order('RevokeInvitation', { user: 'revoked@x.io' }));
    expect(await invitation(client, 'ina@x.io')).toMatchObject({ status: 'waiting' });
    await server.up();

    expect(await isShown(client, 'ina@x.io', 'sent')).toMatchObject({ status: 'sent' });
    expect(await isShown(client, 'jon@x.io', 'sent')).toMatchObject({ status: 'sent' });
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(['ina@x.io', 'jon@x.io']);
  });

  it('are the same mail again where the answer of the server was lost', async () => {
    server.troubles.push('break after');
    await invite(client, 'ina@x.io');
    await isShown(client, 'ina@x.io', 'sent');
    const ids = server.taken.map(({ messageId }) => messageId);

    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it.each(['hang', 'break before'] as const)(
    'are the same mail again after a restart in the middle of it: %s',
    async (trouble) => {
      server.troubles.push(trouble);
      await invite(client, 'ina@x.io');
      await soon(
        () => server.troubles.length,
        (left) => left === 0,
      );
      await restart();
      await isShown(client, 'ina@x.io', 'sent');

      // The server that hangs has it already.
      expect(server.taken).toHaveLength(trouble === 'hang' ? 2 : 1);
      expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(1);
    },
  );

  it('lie in the folder of the data where no server is named', async () => {
    await running.stop();
    running = await start({ GRANTLINE_DATA: folder });
    client = clientOf(running);
    await invite(client, 'ina@x.io');
    await isShown(client, 'ina@x.io', 'sent');

    expect(await readdir(join(folder, 'mail'))).toEqual([expect.stringMatching(/\.eml$/)]);
    expect(server.taken).toEqual([]);
  });
});

describe('invitations by mail, from two replicas on one event store', () => {
  let standIn: StandIn;
  let server: MailServer;
  let running: readonly Running[];
  let one: Client;
  let two: Client;

  beforeEach(async () => {
    standIn = await StandIn.start();
    server = await MailServer.start();
    const replica = () => start({ EVENTSTOREDB_URL: standIn.url, SMTP_URL: server.url });
    // One after the other: a first start makes the operator.
    running = [await replica(), await replica()];
    [one, two] = running.map(clientOf) as [Client, Client];
    expect((await one.post(`${acme}/commands`, founding)).status).toBe(200);
  });

  afterEach(async () => {
    for (const { stop } of running) await stop();
    standIn.stop();
    await server.down();
  });

  it('leave once, and both show how they fare', async () => {
    server.recipients.set('nobody@x.io', { code: 550, says: '5.1.1 unknown' });
    const people = Array.from({ length: 12 }, (_, index) => `p${index}@x.io`);
    await invite(one, ['nobody@x.io', ...people].join(', '));
    await hasTaken(server, people.length);

    for (const client of [one, two]) {
      expect(await isShown(client, 'nobody@x.io', 'undeliverable')).toMatchObject({ reply: '550 5.1.1' });
      for (const user of people)
        expect(await isShown(client, user, 'sent')).toMatchObject({ status: 'sent' });
    }
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(people.toSorted());
  });

  it('leave also where connections to the store break', async () => {
    const people = Array.from({ length: 6 }, (_, index) => `p${index}@x.io`);
    await invite(one, people.join(', '));
    standIn.trouble.append('lost after');
    standIn.trouble.append('lost before');
    await hasTaken(server, people.length);
    for (const user of people) expect(await isShown(two, user, 'sent')).toMatchObject({ status: 'sent' });

    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(people.toSorted());
  });
});
