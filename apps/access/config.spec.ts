import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const key = Buffer.alloc(32, 7).toString('base64url');

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({ PATH: '/bin', PORT: '' })).toEqual({
      host: '127.0.0.1',
      port: 7420,
      run: new Set(['api', 'worker']),
      data: './data',
      store: 'sqlite',
      demo: true,
      epoch: '1',
      mailFrom: { name: 'Grantline', address: 'grantline@localhost' },
      logLevel: 'info',
    });
  });

  it('reads every variable', () => {
    expect(
      readConfig({
        HOST: '0.0.0.0',
        PORT: '0',
        GRANTLINE_DATA: '/var/lib/grantline',
        KAFKA_BROKERS: 'one:9092, two:9092',
        GRANTLINE_EPOCH: 'after-restore',
        SMTP_URL: 'smtps://grantline:secret@mail.example.com',
        GRANTLINE_MAIL_FROM: 'Example access <access@example.com>',
        GRANTLINE_INVITE_URL: 'https://example.com/{organization}?user={user}#{token}',
        EVENTSTOREDB_URL: 'esdb+discover://db.example.com:2113?tls=true',
        REDIS_URL: 'rediss+cluster://one:6379,two:6379',
        GRANTLINE_RUN: 'worker',
        GRANTLINE_OPERATOR_KEY: 'k'.repeat(32),
        GRANTLINE_MASTER_KEY: key,
        GRANTLINE_PUBLIC_URL: 'https://access.example.com/',
        GRANTLINE_DEMO: 'off',
        GRANTLINE_LOG: 'warn',
      }),
    ).toEqual({
      host: '0.0.0.0',
      port: 0,
      data: '/var/lib/grantline',
      store: 'eventstoredb',
      epoch: 'after-restore',
      run: new Set(['worker']),
      redisUrl: 'rediss+cluster://one:6379,two:6379',
      smtpUrl: 'smtps://grantline:secret@mail.example.com',
      mailFrom: { name: 'Example access', address: 'access@example.com' },
      inviteUrl: 'https://example.com/{organization}?user={user}#{token}',
      kafkaBrokers: ['one:9092', 'two:9092'],
      eventStoreUrl: 'esdb+discover://db.example.com:2113?tls=true',
      operatorKey: 'k'.repeat(32),
      masterKey: new Uint8Array(32).fill(7),
      publicUrl: 'https://access.example.com',
      demo: false,
      logLevel: 'warn',
    });
  });

  it.each([
    [{ PORT: 'http' }, '`PORT` must be a number from 0 to 65535'],
    [{ PORT: '70000' }, '`PORT` must be a number from 0 to 65535'],
    [{ GRANTLINE_STORE: 'postgres' }, '`GRANTLINE_STORE` must be `sqlite` or `memory`'],
    [{ GRANTLINE_OPERATOR_KEY: 'short' }, '`GRANTLINE_OPERATOR_KEY` must be 32 to 256 letters'],
    [{ GRANTLINE_MASTER_KEY: 'c2hvcnQ' }, '`GRANTLINE_MASTER_KEY` must be 32 bytes in base64url'],
    [{ GRANTLINE_PUBLIC_URL: 'ftp://x' }, '`GRANTLINE_PUBLIC_URL` must be a URL'],
    [{ GRANTLINE_PUBLIC_URL: 'https://x/?a=1' }, '`GRANTLINE_PUBLIC_URL` must have no query'],
    [{ GRANTLINE_DAAT: '/x' }, '`GRANTLINE_DAAT` is not known, use `GRANTLINE_DATA`'],
    [{ EVENTSTOREDB_URL: 'http://x' }, '`EVENTSTOREDB_URL` must be a connection string'],
    [
      { EVENTSTOREDB_URL: 'esdb://x', GRANTLINE_STORE: 'memory' },
      '`GRANTLINE_STORE` and `EVENTSTOREDB_URL` are both set, keep one of them',
    ],
    [
      { EVENTSTOREDB_URL: 'esdb://x', GRANTLINE_OPERATOR_KEY: 'k'.repeat(32) },
      '`GRANTLINE_MASTER_KEY` is needed',
    ],
    [{ EVENTSTOREDB_URL: 'esdb://x', GRANTLINE_MASTER_KEY: key }, '`GRANTLINE_OPERATOR_KEY` is needed'],
    [{ KAFKA_BROKERS: 'kafka://x' }, '`KAFKA_BROKERS` must be `host:port`'],
    [{ GRANTLINE_EPOCH: 'a b' }, '`GRANTLINE_EPOCH` must be 1 to 64 letters'],
    [{ SMTP_URL: 'mail.example.com' }, '`SMTP_URL` must be a URL that begins with `smtp://`'],
    [{ SMTP_URL: 'smtp://mail.example.com' }, '`GRANTLINE_MAIL_FROM` is needed with `SMTP_URL`'],
    [{ GRANTLINE_MAIL_FROM: 'nobody' }, '`GRANTLINE_MAIL_FROM` must be an address'],
    [{ GRANTLINE_MAIL_FROM: 'access@example.com>' }, '`GRANTLINE_MAIL_FROM` must be an address'],
    [{ GRANTLINE_MAIL_FROM: 'a\r\nBcc: eve@x.io <access@example.com>' }, '`GRANTLINE_MAIL_FROM` must be'],
    [{ GRANTLINE_INVITE_URL: 'https://example.com/accept' }, '`GRANTLINE_INVITE_URL` must be a URL'],
    [{ REDIS_URL: 'localhost:6379' }, '`REDIS_URL` must be a URL such as `redis://host:6379`'],
    [{ REDIS_URL: 'redis://a:1,b:2' }, '`REDIS_URL` must be a URL'],
    [{ REDIS_URL: 'redis+cluster://a:1,' }, '`REDIS_URL` must be a URL'],
    [{ GRANTLINE_RUN: 'api,web' }, '`GRANTLINE_RUN` must be `api`, `worker` or `api,worker`'],
    [{ GRANTLINE_RUN: 'worker' }, '`GRANTLINE_RUN` is only for processes that share a store'],
    [{ OIDC_ISSUER: 'https://x' }, 'no home for sign-in by OpenID Connect yet'],
  ])('stops at %j with a sentence', (variables, sentence) => {
    expect(() => readConfig(variables)).toThrow(ConfigError);
    expect(() => readConfig(variables)).toThrow(sentence);
  });

  it('takes an address without a name to send mails from', () => {
    expect(readConfig({ GRANTLINE_MAIL_FROM: 'access@example.com' }).mailFrom).toEqual({
      name: '',
      address: 'access@example.com',
    });
  });

  it('names everything that is wrong at once', () => {
    expect(() => readConfig({ PORT: 'x', GRANTLINE_X: '1' })).toThrow(/`GRANTLINE_X`[\s\S]*`PORT`/);
  });

  it('never shows a secret', () => {
    expect(() => readConfig({ GRANTLINE_OPERATOR_KEY: 'hunter2', PORT: 'x' })).not.toThrow(/hunter2/);
  });

  it('leaves the variables of the command line alone', () => {
    expect(() => readConfig({ GRANTLINE_URL: 'http://127.0.0.1:7420', GRANTLINE_ORG: 'acme' })).not.toThrow();
  });
});
