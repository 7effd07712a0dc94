import { Connection, type ConnectionOptions } from '#client/connection.js';
import { Grantline } from '#client/grantline.js';
import { readFile } from 'node:fs/promises';
import { UsageError } from '../usage-error.js';
import { exportFrom } from './service-export.js';
import type { Source } from './source.js';

/** How to reach a service, as options and environment say it. */
export type ServiceOptions = {
  readonly url: string;
  readonly key?: string;
  readonly keyFile?: string;
  /** The user to act for. */
  readonly as?: string;
};

/** Questions may be large, and somebody waits for the answer who can press Ctrl-C. */
const timeout = 120_000;

/** @throws UsageError where something is missing or cannot be read */
export async function serviceClient(options: ServiceOptions): Promise<Grantline> {
  return new Grantline(await connectionOf(options));
}

export async function openService(options: ServiceOptions): Promise<Source> {
  const connecting = await connectionOf(options);
  const client = new Grantline(connecting);
  return {
    organization: (id) => client.organization(id),
    // The client reads the bytes of an export and not where its manifest is.
    export: (id, request) => exportFrom(new Connection(connecting), id, request),
    organizations: (options) => client.organizations(options),
    close: async () => {},
  };
}

async function connectionOf({ url, as, ...options }: ServiceOptions): Promise<ConnectionOptions> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(`\`${url}\` is no address of a service, use one such as \`http://127.0.0.1:7420\``);
  }
  return { url, key: await keyOf(options), actor: as, timeout };
}

async function keyOf({ key, keyFile }: Pick<ServiceOptions, 'key' | 'keyFile'>): Promise<string> {
  if (keyFile !== undefined) return (await readKeyFile(keyFile)).trim();
  if (key) return key;
  throw new UsageError('there is no key, set GRANTLINE_KEY or name a file with --key-file');
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`the key file \`${path}\` cannot be read, name one that can`, { cause });
  }
}
