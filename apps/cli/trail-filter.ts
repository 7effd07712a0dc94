import type { Ref } from '#client/commands.js';
import type { TrailFilter } from '#client/trail.js';
import type { Command } from 'commander';
import { instant, ref, wholeNumber } from './options.js';

/** What of a trail is of interest. */
export type TrailFilterOptions = {
  readonly actor?: string;
  readonly user?: string;
  readonly role?: string;
  readonly resource?: Ref;
  readonly after?: number;
  readonly since?: string;
  readonly until?: string;
};

export function withTrailFilter(command: Command): Command {
  return command
    .option('--actor <actor>', 'whose doing: a user, operator:<name> or service:<name>')
    .option('--user <user>', 'whom it concerns')
    .option('--role <role>', 'which role it concerns')
    .option('--resource <resource>', 'which resource it concerns, as type:id', ref)
    .option('--after <revision>', 'only what came after this revision', wholeNumber)
    .option('--since <instant>', 'only what happened then or later', instant)
    .option('--until <instant>', 'only what happened before', instant);
}

export function trailFilterOf(options: TrailFilterOptions): Omit<TrailFilter, 'type' | 'refused'> {
  const { actor, user, role, resource, after, since, until } = options;
  const asked = Object.entries({ actor, user, role, resource, after, since, until });
  return Object.fromEntries(asked.filter(([, value]) => value !== undefined));
}
