import { Grantline } from '#client/grantline.js';
import { readFile } from 'node:fs/promises';
import { UsageError } from '../usage-error.js';
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
export async function serviceClient({ url, as, ...options }: ServiceOptions): Promise<Grantline> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(`\`${url}\` is no address of a service, use one such as \`http://127.0.0.1:7420\``);
  }
  return new Grantline({ url, key: await keyOf(options), actor: as, timeout });
}

export async function openService(options: ServiceOptions): Promise<Source> {
  const client = await serviceClient(options);
  return {
    organization: (id) => client.organization(id),
    export: async (id, { format, asOf, atLeast, signal }) => {
      const bytes = client
        .organization(id)
        .export({ ...(format !== undefined && { format }), asOf, atLeast, signal });
      return Object.assign(bytes, { manifest: undefined });
    },
    organizations: (options) => client.organizations(options),
    close: async () => {},
  };
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
