import type {
  ListOptions as ClientListOptions,
  QuestionOptions as ClientOptions,
} from '#client/organization-calls.js';
import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.js';
import {
  type JsonOption,
  type MomentOptions,
  type OrganizationOptions,
  type SourceOptions,
  withJson,
  withMoment,
  withOrganization,
} from './options.js';
import type { Session } from './session.js';
import { openService } from './sources/service.js';
import type { Organization, Source } from './sources/source.js';
import { Progress } from './terminal/progress.js';
import { UsageError } from './usage-error.js';

/** Options of a question about an organization that can be asked of any day. */
export type QuestionOptions = OrganizationOptions & MomentOptions & JsonOption;

export function withQuestion(command: Command): Command {
  return withJson(withMoment(withOrganization(command)));
}

/** Asks something of a service or a data folder; the program ends with what the question came to. */
export async function withOpen(
  session: Session,
  options: SourceOptions,
  ask: (source: Source) => Promise<ExitCode>,
): Promise<void> {
  const source = await openSource(session, options);
  try {
    session.exitCode = await ask(source);
  } finally {
    await source.close();
  }
}

/** Asks something about the organization that the options name. */
export function askAbout(
  session: Session,
  options: OrganizationOptions,
  ask: (organization: Organization) => Promise<ExitCode>,
): Promise<void> {
  const id = organizationOf(options);
  return withOpen(session, options, (source) => ask(source.organization(id)));
}

export function organizationOf({ org }: OrganizationOptions): string {
  if (org) return org;
  throw new UsageError('say which organization with --org or GRANTLINE_ORG');
}

async function openSource(session: Session, options: SourceOptions): Promise<Source> {
  const { data, masterKeyFile } = options;
  if (data === undefined) return openService(options);
  if (options.as !== undefined) {
    throw new UsageError('--as is for a service, whoever has the data folder can read all of it');
  }
  // Opened on demand: whoever asks a service need not wait for what reads a folder.
  const { openFolder } = await import('./sources/folder/open-folder.js');
  const progress = new Progress(session.output);
  return openFolder(
    { data, ...(masterKeyFile !== undefined && { masterKeyFile }) },
    session.environment,
    progress,
  );
}

/** What a question says about the state to answer from, and who may end it early. */
export function momentOf({ signal }: Session, { asOf, atLeast }: MomentOptions): ClientOptions {
  return { asOf, atLeast, signal };
}

const itemsOnAPage = 1_000;

/** The same for a list, of which no more is asked for at a time than is shown. */
export function listingOf(
  session: Session,
  options: MomentOptions & { readonly limit?: number },
): ClientListOptions {
  return { ...momentOf(session, options), limit: Math.min(options.limit ?? itemsOnAPage, itemsOnAPage) };
}
