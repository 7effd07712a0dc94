import { gives, type CompiledModel, type Facet } from '#model/compiled.js';

/** By the name of a facet, the levels that lead to a permission: by giving it, or by way of inheritance. */
export type LeadingLevels = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<CompiledModel, Map<number, LeadingLevels>>();

/** What has to be given somewhere for the permission to be had anywhere; nothing leads to a derived one by itself. */
export function leadingTo(model: CompiledModel, permission: number): LeadingLevels {
  let byPermission = known.get(model);
  if (byPermission === undefined) known.set(model, (byPermission = new Map()));
  let leading = byPermission.get(permission);
  if (leading === undefined) byPermission.set(permission, (leading = find(model, permission)));
  return leading;
}

/** Whether any of the levels given, by the name of their facet, is one that leads there. */
export function leads(leading: LeadingLevels, give: Readonly<Record<string, readonly string[]>>): boolean {
  for (const facet in give) {
    const levels = give[facet]!;
    // Few lead there, many may be given.
    for (const level of leading.get(facet) ?? []) if (levels.includes(level)) return true;
  }
  return false;
}

function find(model: CompiledModel, permission: number): LeadingLevels {
  const facet = model.facetOfPermission(permission);
  const leading = new Map<Facet, Set<string>>();
  const open = facet === undefined ? [] : add(leading, facet, (level) => givesIt(facet, level, permission));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const levels = leading.get(next)!;
    for (const { from, map } of next.inherit) {
      open.push(
        ...add(leading, from, (level) => map(from.levels([level])).names.some((own) => levels.has(own))),
      );
    }
  }
  return new Map([...leading].map(([{ name }, levels]) => [name, levels]));
}

/** Adds the levels of the facet that lead on; answers with the facet if there were more than before. */
function add(leading: Map<Facet, Set<string>>, facet: Facet, leadsOn: (level: string) => boolean): Facet[] {
  const levels = leading.get(facet) ?? new Set();
  const { size } = levels;
  for (const level of facet.vocabulary) if (leadsOn(level)) levels.add(level);
  if (levels.size === size) return [];
  leading.set(facet, levels);
  return [facet];
}

function givesIt(facet: Facet, level: string, permission: number): boolean {
  return gives(facet.levels([level]), permission);
}
