import type { Ref } from '#client/commands.js';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FolderOptions } from './sources/folder/open-folder.js';
import type { ServiceOptions } from './sources/service.js';

/** Where to ask: a service, or a data folder if one is named. */
export type SourceOptions = ServiceOptions & Partial<FolderOptions>;

export type OrganizationOptions = SourceOptions & { readonly org?: string };

export type MomentOptions = { readonly asOf?: number | string; readonly atLeast?: number };

export type JsonOption = { readonly json?: boolean };

export function withService(command: Command): Command {
  return command
    .addOption(
      new Option('--url <url>', 'address of the service')
        .env('GRANTLINE_URL')
        .default('http://127.0.0.1:7420'),
    )
    .addOption(
      new Option('--key <key>', 'key of an operator or a service, or token of a user').env('GRANTLINE_KEY'),
    )
    .option('--key-file <file>', 'file that holds the key')
    .option('--as <user>', 'act for a user, with exactly the rights of that user');
}

export function withFolder(command: Command): Command {
  return command
    .option('--data <folder>', 'read a data folder instead of asking a service')
    .option(
      '--master-key-file <file>',
      'its master key, if neither GRANTLINE_MASTER_KEY nor its own file has it',
    );
}

export function withSource(command: Command): Command {
  return withFolder(withService(command));
}

export function withOrganization(command: Command): Command {
  return withSource(command).addOption(organization());
}

/** What cannot be done on a data folder. */
export function withOrganizationOfService(command: Command): Command {
  return withService(command).addOption(organization());
}

function organization(): Option {
  return new Option('-o, --org <organization>', 'id of the organization').env('GRANTLINE_ORG');
}

export function withMoment(command: Command): Command {
  return command
    .option('--as-of <when>', 'answer as of a revision, an instant, or the beginning of a day (UTC)', moment)
    .option('--at-least <revision>', 'wait until this revision can be read', wholeNumber);
}

export function withJson(command: Command): Command {
  return command.option('--json', 'a line of JSON for each answer');
}

/** `12`, `2026-03-03T09:00:00Z` or `2026-03-03`. */
export function moment(text: string): number | string {
  if (/^\d+$/.test(text)) return wholeNumber(text);
  return instant(text);
}

export function instant(text: string): string {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(full);
  if (isInstant && !Number.isNaN(Date.parse(full))) return new Date(full).toISOString();
  throw new InvalidArgumentError('Use a revision, an instant such as 2026-03-03T09:00:00Z, or a day.');
}

export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use a whole number.');
}

export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number > 0) return number;
  throw new InvalidArgumentError('Use a whole number from 1 on.');
}

/** For options that can be given more than once. */
export function each(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function ref(text: string): Ref {
  const colon = text.indexOf(':');
  // A type, a colon, an id.
  if (colon > 0 && colon < text.length - 1) return text as Ref;
  throw new InvalidArgumentError('Write it as type:id, such as group:sales.');
}
