import { z } from 'zod';
import { identifier, level, resourceId, scope } from './ids.js';
import { record } from './record.js';

const grantsMax = 1000;

/** One level or several; always kept as a sorted list without repeats. */
export const levels = z
  .union([level.transform((level) => [level]), z.array(level).min(1).transform(sorted)])
  .describe('one level, or a list of levels and single permissions; `*` is everything of the facet');

/** Levels by facet. */
export const give = record(identifier, levels)
  .refine((give) => Object.keys(give).length > 0, {
    error: 'the grant gives nothing, name a facet and a level',
    params: { code: 'MALFORMED' },
  })
  .describe('the levels that are given, by facet');

/** Ids of resources by the name of their type; an empty list covers nothing. */
export const only = record(identifier, z.array(resourceId).transform(sorted)).describe(
  'narrowing: inside a resource of a type named here, only the resources listed count; plain ids by type',
);

export const grant = z
  .strictObject({
    scope: scope.describe('what the grant covers: `.`, `type:*`, `type:id` or `type:id/**`'),
    give,
    only: only.exactOptional(),
  })
  .transform(({ scope, give, only }) => ({ scope, give, ...narrowing(only) }));

export const grants = z.array(grant).max(grantsMax);

/** `only` where it narrows anything: without a type it is left out. */
export function narrowing(only: Record<string, string[]> | undefined): { only?: Record<string, string[]> } {
  return only !== undefined && Object.keys(only).length > 0 ? { only } : {};
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].sort();
}
