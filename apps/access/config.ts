import type { Mailbox } from '#projections/mailing/mail-transport.js';
import { z } from 'zod';

/** What the service is told from outside. Read once, at the start. */
export type Config = {
  readonly host: string;
  readonly port: number;
  /** Folder of everything that must be kept. */
  readonly data: string;
  readonly store: 'sqlite' | 'memory' | 'eventstoredb';
  /** What the process does: answers, or publishes, mails and projects, or both. */
  readonly run: ReadonlySet<'api' | 'worker'>;
  /** Where the ledgers are when the store is EventStoreDB. */
  readonly eventStoreUrl?: string;
  /** Where read models are that processes share; in the memory of each if left out. */
  readonly redisUrl?: string;
  /** Where changes are published, each as `host:port`; nowhere if left out. */
  readonly kafkaBrokers?: readonly string[];
  /** The mail server that invitations leave through. */
  readonly smtpUrl?: string;
  /** Whom mails are from. */
  readonly mailFrom: Mailbox;
  /** Where an invitation is accepted: the URL has `{token}` in it, and may have `{organization}` and `{user}`. */
  readonly inviteUrl?: string;
  /** Which life of the store it is: another one after a backup was restored, so that consumers notice. */
  readonly epoch: string;
  /** The key of the operator `root`, in place of the one made at the first start. */
  readonly operatorKey?: string;
  /** 32 bytes, in place of those made at the first start. */
  readonly masterKey?: Uint8Array;
  /** How clients reach the service, without a slash at the end. */
  readonly publicUrl?: string;
  /** Whether an empty store gets an organization to try things on. */
  readonly demo: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/** The configuration cannot be used. The message is for whoever starts the service. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Homes that are planned; a service that ignored them would keep data somewhere else than it was told to. */
const notYet = {
  OIDC_ISSUER: 'sign-in by OpenID Connect',
};

const scheme = (...schemes: readonly string[]) => {
  const begins = schemes.map((scheme) => `${scheme}://`);
  return (url: string) => begins.some((begin) => url.startsWith(begin)) && URL.canParse(url);
};

/** One server, or some nodes of a cluster with commas between them. */
function isRedisUrl(text: string): boolean {
  const [, cluster, nodes] = /^rediss?(\+cluster)?:\/\/(.+)$/.exec(text) ?? [];
  if (nodes === undefined || (cluster === undefined && nodes.includes(','))) return false;
  return nodes.split(',').every((node) => /^[^\s/]/.test(node) && URL.canParse(`redis://${node}`));
}

const mailboxFault = 'must be an address, or `Name <address>`';

const masterKey = z
  .base64url('must be 32 bytes in base64url')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64url');

/** `access@example.com`, or `Example access <access@example.com>`. */
const mailbox = z
  .string()
  .regex(/^([^<>"\p{Cc}]*<)?[^\s<>@]+@[^\s<>@]+>?$/u, mailboxFault)
  .transform((text): Mailbox => {
    const [, name = '', address = text] = /^(.*)<(.*)>$/u.exec(text) ?? [];
    return { name: name.trim(), address };
  })
  .refine(({ address }) => z.regexes.email.test(address), mailboxFault);

const environment = z.object({
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(7420),
  GRANTLINE_DATA: z.string().min(1, 'must name a folder').default('./data'),
  GRANTLINE_STORE: z.enum(['sqlite', 'memory'], 'must be `sqlite` or `memory`').optional(),
  EVENTSTOREDB_URL: z
    .string()
    .refine(
      scheme('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'),
      'must be a connection string that begins with `esdb://` or `kurrentdb://`',
    )
    .optional(),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, 'must be a URL such as `redis://host:6379`, or `redis+cluster://host:6379,host:6379`')
    .optional(),
  KAFKA_BROKERS: z
    .string()
    .transform((text) => text.split(',').map((broker) => broker.trim()))
    .refine(
      (brokers) => brokers.every((broker) => /^[^\s:/]+:\d{1,5}$/.test(broker)),
      'must be `host:port`, or several with commas between them',
    )
    .optional(),
  SMTP_URL: z
    .string()
    .refine(scheme('smtp', 'smtps'), 'must be a URL that begins with `smtp://` or `smtps://`')
    .optional(),
  GRANTLINE_MAIL_FROM: mailbox.optional(),
  GRANTLINE_INVITE_URL: z
    .string()
    .refine(
      (url) => scheme('https', 'http')(url) && url.includes('{token}'),
      'must be a URL that begins with `https://` or `http://` and has `{token}` in it',
    )
    .optional(),
  GRANTLINE_EPOCH: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits or `._-`')
    .default('1'),
  GRANTLINE_RUN: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(['api', 'worker'], 'must be `api`, `worker` or `api,worker`')))
    .default(['api', 'worker']),
  GRANTLINE_OPERATOR_KEY: z
    .string()
    .regex(/^[A-Za-z0-9._~+/-]{32,256}$/, 'must be 32 to 256 letters, digits or `._~+/-`')
    .optional(),
  GRANTLINE_MASTER_KEY: masterKey.optional(),
  GRANTLINE_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL that begins with `https://` or `http://`' })
    .refine((url) => !/[?#]/.test(url), 'must have no query and no fragment')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  GRANTLINE_DEMO: z.enum(['on', 'off'], 'must be `on` or `off`').optional(),
  GRANTLINE_LOG: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be a level such as `info` or `warn`')
    .default('info'),
});

/** @throws ConfigError when the text of a master key is none */
export function masterKeyFrom(text: string): Uint8Array {
  const { data, error } = masterKey.safeParse(text);
  if (data === undefined) throw new ConfigError(`the master key ${error.issues[0]!.message}`);
  return data;
}

/** @throws ConfigError with a sentence for each variable that cannot be used */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const faults = set.flatMap(([name]) => unusable(name));
  const { data, error } = environment.safeParse(Object.fromEntries(set));
  for (const { path, message } of error?.issues ?? []) faults.push(`\`${String(path[0])}\` ${message}`);
  if (data?.GRANTLINE_STORE !== undefined && data.EVENTSTOREDB_URL !== undefined) {
    faults.push('`GRANTLINE_STORE` and `EVENTSTOREDB_URL` are both set, keep one of them');
  }
  if (data?.EVENTSTOREDB_URL !== undefined) {
    // Each process would make its own, and could not read what the others wrote.
    for (const name of ['GRANTLINE_MASTER_KEY', 'GRANTLINE_OPERATOR_KEY'] as const) {
      if (data[name] === undefined)
        faults.push(`\`${name}\` is needed with \`EVENTSTOREDB_URL\`, the same for every process`);
    }
  }
  if (data !== undefined && new Set(data.GRANTLINE_RUN).size < 2 && data.EVENTSTOREDB_URL === undefined) {
    faults.push('`GRANTLINE_RUN` is only for processes that share a store, and needs `EVENTSTOREDB_URL`');
  }
  if (data?.SMTP_URL !== undefined && data.GRANTLINE_MAIL_FROM === undefined) {
    faults.push('`GRANTLINE_MAIL_FROM` is needed with `SMTP_URL`');
  }
  if (data === undefined || faults.length > 0) throw new ConfigError(faults.join('\n'));
  return {
    host: data.HOST,
    port: data.PORT,
    data: data.GRANTLINE_DATA,
    store: data.EVENTSTOREDB_URL === undefined ? (data.GRANTLINE_STORE ?? 'sqlite') : 'eventstoredb',
    demo: (data.GRANTLINE_DEMO ?? (data.EVENTSTOREDB_URL === undefined ? 'on' : 'off')) === 'on',
    logLevel: data.GRANTLINE_LOG,
    epoch: data.GRANTLINE_EPOCH,
    run: new Set(data.GRANTLINE_RUN),
    mailFrom: data.GRANTLINE_MAIL_FROM ?? { name: 'Grantline', address: 'grantline@localhost' },
    ...(data.SMTP_URL !== undefined && { smtpUrl: data.SMTP_URL }),
    ...(data.GRANTLINE_INVITE_URL !== undefined && { inviteUrl: data.GRANTLINE_INVITE_URL }),
    ...(data.REDIS_URL !== undefined && { redisUrl: data.REDIS_URL }),
    ...(data.KAFKA_BROKERS !== undefined && { kafkaBrokers: data.KAFKA_BROKERS }),
    ...(data.EVENTSTOREDB_URL !== undefined && { eventStoreUrl: data.EVENTSTOREDB_URL }),
    ...(data.GRANTLINE_OPERATOR_KEY !== undefined && { operatorKey: data.GRANTLINE_OPERATOR_KEY }),
    ...(data.GRANTLINE_MASTER_KEY !== undefined && { masterKey: data.GRANTLINE_MASTER_KEY }),
    ...(data.GRANTLINE_PUBLIC_URL !== undefined && { publicUrl: data.GRANTLINE_PUBLIC_URL }),
  };
}

/** Of the command line: they say nothing to the service. */
const ofCommandLine: ReadonlySet<string> = new Set(['GRANTLINE_URL', 'GRANTLINE_KEY', 'GRANTLINE_ORG']);

function unusable(name: string): string[] {
  if (name in notYet) {
    const what = notYet[name as keyof typeof notYet];
    return [`\`${name}\` is set, but this version has no home for ${what} yet; unset it`];
  }
  if (!name.startsWith('GRANTLINE_') || name in environment.shape || ofCommandLine.has(name)) return [];
  const known = Object.keys(environment.shape).filter((known) => known.startsWith('GRANTLINE_'));
  return [`\`${name}\` is not known, use ${known.map((known) => `\`${known}\``).join(', ')}`];
}
