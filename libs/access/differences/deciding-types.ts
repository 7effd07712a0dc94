import type { View } from '../view.js';
import { grantsAt } from './changed-role.js';

/** Types of resources on which roles can give something else than on the resource above: there a facet lives, or a grant is narrowed. */
export class DecidingTypes {
  private readonly ofFacets = new Set<string>();

  constructor(
    private readonly from: View,
    private readonly to: View,
  ) {
    for (const { model } of [from, to]) for (const { type } of model.facets.values()) this.ofFacets.add(type);
  }

  of(roles: Iterable<number>): ReadonlySet<string> {
    const narrowed: string[] = [];
    for (const role of roles) {
      for (const view of [this.from, this.to]) {
        for (const { only } of grantsAt(view, role))
          if (only !== undefined) narrowed.push(...Object.keys(only));
      }
    }
    // Most grants are not narrowed: what is made of one and the same set is made once.
    return narrowed.length === 0 ? this.ofFacets : new Set([...this.ofFacets, ...narrowed]);
  }
}
