import type { MigrationDocument, ModelDocument } from './document.js';
import type { Grant } from './grant.js';
import { own } from './own.js';
import { parseScope } from './scope.js';
import { DocumentVocabulary } from './vocabulary.js';

/** A name of an earlier version of which the later one does not say what becomes of it. */
export type MissingName = {
  readonly what: 'type' | 'facet' | 'level' | 'role';
  readonly name: string;
  /** Of a level or permission: its facet in the earlier version. */
  readonly facet?: string;
};

/**
 * Names of `from` that `to` lacks and has no `migrate` line for. An upgrade is refused while an organization still
 * uses one of them. Permissions count as levels of their facet; derived ones are never stored.
 */
export function missingMigrations(from: ModelDocument, to: ModelDocument): MissingName[] {
  const older = new DocumentVocabulary(from);
  const newer = new DocumentVocabulary(to);
  const { types = {}, facets = {}, levels = {}, roles = {} } = to.migrate ?? {};
  const gone = (names: Iterable<string>, known: { has(name: string): boolean }, lines: object): string[] =>
    [...names].filter((name) => !known.has(name) && !Object.hasOwn(lines, name));
  return [
    ...gone(older.types.keys(), newer.types, types).map((name) => ({ what: 'type' as const, name })),
    ...gone(older.facets.keys(), newer.facets, facets).map((name) => ({ what: 'facet' as const, name })),
    ...[...older.facets.values()].flatMap((facet) => {
      const target = newer.facets.get(own(facets, facet.name) ?? facet.name);
      if (target === undefined) return [];
      const known = { has: (word: string) => target.knows(word) };
      return gone(facet.vocabulary, known, own(levels, facet.name) ?? {}).map((name) => ({
        what: 'level' as const,
        name,
        facet: facet.name,
      }));
    }),
    ...gone(Object.keys(from.roles ?? {}), new Set(Object.keys(to.roles ?? {})), roles).map((name) => ({
      what: 'role' as const,
      name,
    })),
  ];
}

/** The role under its new name, `undefined` if it is dropped. */
export function migrateRole({ roles = {} }: MigrationDocument, role: string): string | undefined {
  return renamed(roles, role);
}

/** A value for one facet under its new names, `undefined` if nothing is left of it. */
export function migrateLevels(
  { facets = {}, levels: lines = {} }: MigrationDocument,
  facet: string,
  levels: readonly string[],
): { readonly facet: string; readonly levels: readonly string[] } | undefined {
  const target = renamed(facets, facet);
  const kept = levels.flatMap((level) => renamed(own(lines, facet) ?? {}, level) ?? []);
  if (target === undefined || kept.length === 0) return undefined;
  return { facet: target, levels: [...new Set(kept)].sort() };
}

/**
 * A grant under its new names, `undefined` if nothing is left of it. Two facets that become one are united; whether the
 * result is a grant that the new model takes (ONE_LEVEL_ONLY) is for `grantFaults` to say.
 */
export function migrateGrant(migration: MigrationDocument, grant: Grant): Grant | undefined {
  const { types = {} } = migration;
  const scope = parseScope(grant.scope);
  if (scope !== undefined && scope.kind !== 'here' && Object.hasOwn(types, scope.type)) return undefined;
  const give: Record<string, readonly string[]> = {};
  for (const [facet, levels] of Object.entries(grant.give)) {
    const migrated = migrateLevels(migration, facet, levels);
    if (migrated === undefined) continue;
    const others = own(give, migrated.facet) ?? [];
    give[migrated.facet] = [...new Set([...others, ...migrated.levels])].sort();
  }
  if (Object.keys(give).length === 0) return undefined;
  const only = Object.entries(grant.only ?? {}).filter(([type]) => !Object.hasOwn(types, type));
  return { scope: grant.scope, give, ...(only.length > 0 && { only: Object.fromEntries(only) }) };
}

function renamed(lines: Readonly<Record<string, string>>, name: string): string | undefined {
  const line = own(lines, name) ?? name;
  return line === 'drop' ? undefined : line;
}
