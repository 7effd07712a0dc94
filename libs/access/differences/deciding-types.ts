import type { CompiledModel } from '#model/compiled.js';
import type { View } from '../view.js';
import { grantsAt } from './changed-role.js';

/** Types of resources on which something can be decided otherwise than on the resource above: there a facet lives, or a grant is narrowed. */
export class DecidingTypes {
  private readonly ofFacets = new Set<string>();

  constructor(
    private readonly from: View,
    private readonly to: View,
  ) {
    for (const { model } of [from, to]) for (const { type } of model.facets.values()) this.ofFacets.add(type);
  }

  /** Of everything that the roles can give. */
  of(roles: Iterable<number>): ReadonlySet<string> {
    const narrowed = this.narrowed(roles);
    // Most grants are not narrowed: what is made of one and the same set is made once.
    return narrowed.length === 0 ? this.ofFacets : new Set([...this.ofFacets, ...narrowed]);
  }

  /** Of what follows from some facets, where the model is the same at both moments. */
  following(facets: ReadonlySet<string>, roles: Iterable<number>): ReadonlySet<string> {
    return new Set([...typesOf(this.to.model, following(this.to.model, facets)), ...this.narrowed(roles)]);
  }

  private narrowed(roles: Iterable<number>): string[] {
    const narrowed: string[] = [];
    for (const role of roles) {
      for (const view of [this.from, this.to]) {
        for (const { only } of grantsAt(view, role))
          if (only !== undefined) narrowed.push(...Object.keys(only));
      }
    }
    return narrowed;
  }
}

/** The facets, and all that inherit from one of them, through others or not. */
function following({ facets: all }: CompiledModel, facets: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(facets);
  for (let known = -1; known !== found.size;) {
    known = found.size;
    for (const { name, inherit } of all.values()) {
      if (inherit.some(({ from }) => found.has(from.name))) found.add(name);
    }
  }
  return found;
}

/** Where the facets live, and whatever else it takes for what is derived from them. */
function* typesOf(model: CompiledModel, facets: ReadonlySet<string>): Generator<string> {
  for (const { name, type } of model.facets.values()) if (facets.has(name)) yield type;
  const needed = new Map<number, readonly string[]>();
  for (const { permission, anyOf } of model.derived) {
    const names = anyOf
      .flat()
      .flatMap((part) => needed.get(part) ?? model.facetOfPermission(part)?.name ?? []);
    needed.set(permission, names);
    if (names.some((name) => facets.has(name))) for (const name of names) yield model.facets.get(name)!.type;
  }
}
