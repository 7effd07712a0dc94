import { letter, mailTransportSuite } from '#projections/mailing/mail-transport.suite.js';
import { MailDeferred, MailRefused } from '#projections/mailing/mail-transport.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { MailServer } from './mail-server.suite.js';
import { SmtpTransport } from './smtp-transport.js';

describe('mails by SMTP', () => {
  mailTransportSuite(async () => {
    const server = await MailServer.start();
    return {
      transport: new SmtpTransport(server.url),
      arrived: async () => server.taken,
      remove: () => server.down(),
    };
  });
});

describe('a mail server', () => {
  const { signal } = new AbortController();
  let server: MailServer;
  const send = (options?: string) => new SmtpTransport(server.url + (options ?? '')).send(letter, signal);
  /** Why the letter was not sent. */
  const failure = () =>
    send().then(
      () => undefined,
      (error: unknown) => error as Error,
    );

  beforeEach(async () => {
    server = await MailServer.start();
  });
  afterEach(() => server.down());

  it.each([
    [550, '5.1.1 <ina@x.io>: no such user here', { code: 550, status: '5.1.1' }],
    [553, 'mailbox name not allowed', { code: 553 }],
  ])('refuses a recipient for good with %d', async (code, says, reply) => {
    server.recipients.set(letter.to, { code, says });
    const error = await failure();

    expect(error).toBeInstanceOf(MailRefused);
    expect(error).toMatchObject({ reply });
    expect(JSON.stringify(error) + error!.message + error!.stack).not.toContain('ina@x.io');
  });

  it('refuses a message for good', async () => {
    server.data = { code: 554, says: '5.7.1 looks like spam' };

    expect(await failure()).toMatchObject({ name: 'MailRefused', reply: { code: 554, status: '5.7.1' } });
  });

  it.each([450, 451, 452])('takes a mail later with %d to the recipient', async (code) => {
    server.recipients.set(letter.to, { code, says: '4.2.0 greylisted, ina@x.io' });
    const error = await failure();

    expect(error).toBeInstanceOf(MailDeferred);
    expect(error).toMatchObject({ reply: { code, status: '4.2.0' } });
    expect(error!.message).not.toContain('ina@x.io');
  });

  it('takes a mail later with 4xx to the message', async () => {
    server.data = { code: 452, says: '4.3.1 the disk is full' };

    expect(await failure()).toMatchObject({ name: 'MailDeferred', reply: { code: 452, status: '4.3.1' } });
  });

  describe('says nothing about a mail', () => {
    const nothing = async (says: string | RegExp) => {
      const error = await failure();
      expect(error).not.toBeInstanceOf(MailRefused);
      expect(error).not.toBeInstanceOf(MailDeferred);
      expect(error!.message).toMatch(says);
    };

    it('when it is not there', async () => {
      await server.down();
      await nothing('ECONNREFUSED');
    });

    it('when it does not let anybody in', async () => {
      server.greeting = { code: 554, says: 'no service here' };
      await nothing('the mail server answers 554 to CONN');
    });

    it('when it is about to leave', async () => {
      server.recipients.set(letter.to, { code: 421, says: '4.3.2 shutting down, ina@x.io' });
      await nothing(/^the mail server answers 421 4\.3\.2 to CONN$/);
    });

    it('when it does not accept the sender', async () => {
      server.sender = { code: 550, says: '5.7.1 you are not from here' };
      await nothing(/^the mail server answers 550 5\.7\.1 to MAIL FROM$/);
    });

    it('when the password is wrong', async () => {
      await server.down();
      server = await MailServer.start({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (_, __, done) => done(new Error('wrong password')),
      });
      const url = server.url.replace('//', '//grantline:secret@');
      const error = await new SmtpTransport(url).send(letter, signal).catch((error: unknown) => error);

      expect(error).toMatchObject({ message: 'the mail server answers 535 to AUTH PLAIN' });
    });

    it('when it breaks off', async () => {
      server.troubles.push('break before');
      await nothing('Connection closed');
    });

    it('when it has no TLS and needs to have', async () => {
      const error = await send('?requireTLS=true').catch((error: unknown) => error);

      expect((error as Error).message).toContain('STARTTLS');
      expect(server.taken).toEqual([]);
    });
  });

  it('has the mail although the connection broke before it said so', async () => {
    server.troubles.push('break after');
    expect((await failure())!.message).toContain('Connection closed');
    await send();

    expect(server.taken.map(({ messageId }) => messageId)).toEqual([letter.messageId, letter.messageId]);
  });

  it('is left alone as soon as the signal says so', async () => {
    const stopping = new AbortController();
    server.troubles.push('hang');
    const sending = new SmtpTransport(server.url).send(letter, stopping.signal);
    while (server.taken.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stopping.abort(new Error('the service is stopping'));

    await expect(sending).rejects.toThrow('the service is stopping');
  });

  it('that is none is left alone too', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const stopping = new AbortController();
    const { port } = silent.address() as AddressInfo;
    const sending = new SmtpTransport(`smtp://127.0.0.1:${port}`).send(letter, stopping.signal);
    const [socket] = await once(silent, 'connection');
    stopping.abort(new Error('it takes too long'));

    await expect(sending).rejects.toThrow('it takes too long');
    socket.destroy();
    silent.close();
  });
});
