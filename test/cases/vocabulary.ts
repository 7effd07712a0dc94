import type { CompiledModel } from '#model/compiled.js';
import type { Case, CaseFile, Check, Command } from './format.js';

/**
 * Names in a file that neither its models nor its own commands know: a misspelt permission would be denied, and a case
 * that expects just that would show nothing. What a case expects to be unknown, or to be refused, is not looked at.
 */
export function unknownNames({ given = [], cases }: CaseFile, models: readonly CompiledModel[]): string[] {
  const sent = [...given, ...cases.flatMap(accepted)];
  const made = sent.flatMap(({ CreateRole, CloneRole }) => CreateRole?.['role'] ?? CloneRole?.['as'] ?? []);
  const roles = new Set<unknown>([
    ...models.flatMap(({ document }) => Object.keys(document.roles ?? {})),
    ...made,
  ]);
  const permissions = cases.flatMap(checks).flatMap(permissionsOf);
  return [
    ...permissions.filter((name) => !models.some((model) => model.permission(name) !== undefined)),
    ...sent.flatMap((command) => [...rolesIn(command)]).filter((name) => !roles.has(name)),
    ...sent
      .flatMap((command) => [...levelsIn(command)])
      .filter(({ facet, level }) => !models.some((model) => model.facets.get(facet)?.knows(level)))
      .map(({ facet, level }) => `${facet}: ${level}`),
  ];
}

/** Commands that the case expects to happen. */
function accepted({ given = [], when = [] }: Case): Command[] {
  return [...given, ...when.filter(({ refused }) => refused === undefined).flatMap((request) => request.do)];
}

function checks({ when = [], then = [] }: Case): Check[] {
  return [...when.flatMap((request) => request.then ?? []), ...then];
}

function permissionsOf(check: Check): string[] {
  if ('query' in check) return [];
  if ('who' in check) return [check.who];
  const { allow = [], deny = [], exactly = [], reason = {}, because = {}, hidden = {} } = check;
  const known = Object.entries(reason)
    .filter(([, code]) => code !== 'UNKNOWN_PERMISSION' && code !== 'ORGANIZATION_CLOSED')
    .map(([name]) => name);
  return [...allow, ...deny, ...exactly, ...known, ...Object.keys(because), ...Object.keys(hidden)];
}

function* rolesIn(value: unknown): Generator<string> {
  for (const [key, part] of entries(value)) {
    if (key === 'role' && typeof part === 'string') yield part;
    else if (key === 'roles')
      yield* Array.isArray(part) ? part.map(String) : entries(part).map(([role]) => role);
    else yield* rolesIn(part);
  }
}

function* levelsIn(value: unknown): Generator<{ facet: string; level: string }> {
  for (const [key, part] of entries(value)) {
    if (key !== 'give') yield* levelsIn(part);
    else
      for (const [facet, given] of entries(part)) {
        for (const level of [given].flat()) yield { facet, level: String(level) };
      }
  }
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
