import { gives, type CompiledModel, type Facet } from '#model/compiled.js';

/** Everything that can be given in a model. */
export type Catalogue = {
  readonly facets: readonly FacetEntry[];
  readonly derived: readonly {
    readonly permission: string;
    readonly anyOf: readonly (readonly string[])[];
  }[];
};

export type FacetEntry = {
  readonly facet: string;
  readonly type: string;
  readonly pick: 'one' | 'many';
  /** Name of the explicit empty level, where there is one. */
  readonly none?: string;
  /** Every permission of the facet. */
  readonly permissions: readonly string[];
  readonly levels: readonly { readonly level: string; readonly permissions: readonly string[] }[];
};

export function catalogue(model: CompiledModel): Catalogue {
  return {
    facets: [...model.facets.values()].map((facet) => ({
      facet: facet.name,
      type: facet.type,
      pick: facet.pick,
      ...(facet.none !== undefined && { none: facet.none }),
      permissions: permissionsOfLevel(model, facet, '*'),
      levels: Object.keys(model.document.facets[facet.name]!.levels ?? {}).map((level) => ({
        level,
        permissions: permissionsOfLevel(model, facet, level),
      })),
    })),
    derived: model.derived.map(({ permission, anyOf }) => ({
      permission: model.permissions[permission]!,
      anyOf: anyOf.map((all) => all.map((needed) => model.permissions[needed]!)),
    })),
  };
}

/** What one level adds to another of the same facet, and what it lacks of it; `undefined` for levels the facet does not know. */
export function levelDifference(
  model: CompiledModel,
  facet: Facet,
  level: string,
  over: string,
): { readonly adds: readonly string[]; readonly lacks: readonly string[] } | undefined {
  if (!facet.knows(level) || !facet.knows(over)) return undefined;
  const [own, other] = [permissionsOfLevel(model, facet, level), permissionsOfLevel(model, facet, over)];
  return {
    adds: own.filter((permission) => !other.includes(permission)),
    lacks: other.filter((permission) => !own.includes(permission)),
  };
}

function permissionsOfLevel(model: CompiledModel, facet: Facet, level: string): string[] {
  const levels = facet.levels([level]);
  return model.permissions.filter((_, number) => gives(levels, number));
}
