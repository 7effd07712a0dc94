import canonicalize from 'canonicalize';
import { CompiledModel, gives } from './compiled.js';
import type { FacetDocument, ModelDocument, RoleDocument } from './document.js';
import { normalizeGrant } from './grant.js';
import { own } from './own.js';

/** One difference between two versions of a model. */
export type ModelChange = {
  readonly change: 'added' | 'removed' | 'changed';
  readonly what:
    | 'type'
    | 'assignments'
    | 'facet'
    | 'level'
    | 'permission'
    | 'derived'
    | 'role'
    | 'administration'
    | 'guards'
    | 'custom_roles';
  /** Absent for `guards` and `custom_roles`, of which there is one. */
  readonly name?: string;
  /** Of a level or permission. */
  readonly facet?: string;
};

/**
 * What is different, by name and in the order of the documents. A level has changed when it gives other permissions; a
 * facet when something else about it has. The order of keys and lists means nothing and is no difference.
 */
export function modelChanges(from: ModelDocument, to: ModelDocument): ModelChange[] {
  const older = new CompiledModel(from);
  const newer = new CompiledModel(to);
  const facets = new Set([...older.facets.keys(), ...newer.facets.keys()]);
  return [
    ...differences('type', from.types, to.types),
    ...differences('assignments', from.assignments, to.assignments),
    ...differences('facet', mapped(from.facets, frame), mapped(to.facets, frame)),
    ...[...facets].flatMap((facet) => [
      ...differences('level', levels(older, facet), levels(newer, facet), facet),
      ...differences('permission', permissions(older, facet), permissions(newer, facet), facet),
    ]),
    ...differences('derived', from.derived, to.derived),
    ...differences('role', mapped(from.roles, role), mapped(to.roles, role)),
    ...differences('administration', from.administration, to.administration),
    ...single('guards', from.guards, to.guards),
    ...single('custom_roles', from.custom_roles, to.custom_roles),
  ];
}

type Names = Readonly<Record<string, unknown>>;

function differences(
  what: ModelChange['what'],
  from: Names = {},
  to: Names = {},
  facet?: string,
): ModelChange[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...names].flatMap((name): ModelChange[] => {
    const change = changeOf(from, to, name);
    return change === undefined ? [] : [{ change, what, name, ...(facet !== undefined && { facet }) }];
  });
}

function single(what: 'guards' | 'custom_roles', from: unknown, to: unknown): ModelChange[] {
  const named = (value: unknown): Names => (value === undefined ? {} : { [what]: value });
  return differences(what, named(from), named(to)).map(({ change }) => ({ change, what }));
}

function changeOf(from: Names, to: Names, name: string): ModelChange['change'] | undefined {
  if (!Object.hasOwn(from, name)) return 'added';
  if (!Object.hasOwn(to, name)) return 'removed';
  return canonical(from[name]) === canonical(to[name]) ? undefined : 'changed';
}

/** Equal texts for values that differ in the order of keys and lists only. */
function canonical(value: unknown): string | undefined {
  return canonicalize(unordered(value));
}

function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered).sort(byText);
  if (typeof value !== 'object' || value === null) return value;
  return mapped(value as Names, unordered); // JSON that is no list is a map.
}

function byText(a: unknown, b: unknown): number {
  const [left = '', right = ''] = [canonicalize(a), canonicalize(b)];
  return left < right ? -1 : Number(left > right);
}

function mapped<T>(names: Readonly<Record<string, T>> = {}, value: (member: T) => unknown): Names {
  return Object.fromEntries(Object.entries(names).map(([name, member]) => [name, value(member)]));
}

/** A facet without its levels and permissions, which are compared one by one. */
function frame({ levels: _levels, permissions: _permissions, ...rest }: FacetDocument): unknown {
  return rest;
}

function role({ grants = [], ...rest }: RoleDocument): unknown {
  return { ...rest, grants: grants.map(normalizeGrant) };
}

/** What each level of the facet gives, as names of permissions. */
function levels(model: CompiledModel, name: string): Names {
  const facet = model.facets.get(name);
  const declared = own(model.document.facets, name)?.levels ?? {};
  return mapped(Object.fromEntries(Object.keys(declared).map((level) => [level, level])), (level) =>
    model.permissions.filter((_, number) => facet !== undefined && gives(facet.levels([level]), number)),
  );
}

function permissions(model: CompiledModel, facet: string): Names {
  const ticks = model.permissions.filter((_, number) => model.facetOfPermission(number)?.name === facet);
  return Object.fromEntries(ticks.map((permission) => [permission, true]));
}
