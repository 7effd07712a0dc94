import { check } from './check.js';
import { NOWHERE, type View } from './view.js';

/**
 * Decides for one person and one permission on many resources: once for all that lie in a resource on which it is
 * decided. That is right only where no grant that leads to the permission is narrowed.
 */
export class Decisions {
  /** Types of the resources on which the permission, or what it is derived from, is decided. */
  private readonly types = new Set<string>();
  /** By resource, for what lies in it. */
  private readonly within = new Map<number, boolean>();

  constructor(
    private readonly view: View,
    private readonly person: number,
    private readonly permission: number,
  ) {
    this.addTypes(permission);
  }

  allows(node: number): boolean {
    const { view } = this;
    const parent = view.parent(node);
    if (this.types.has(view.type(node)) || parent === NOWHERE) {
      return check(view, this.person, this.permission, node);
    }
    let allowed = this.within.get(parent);
    if (allowed === undefined) this.within.set(parent, (allowed = this.allows(parent)));
    return allowed;
  }

  private addTypes(permission: number): void {
    const { model } = this.view;
    const facet = model.facetOfPermission(permission);
    if (facet !== undefined) this.types.add(facet.type);
    for (const needed of model.derivedPermission(permission)?.anyOf.flat() ?? []) this.addTypes(needed);
  }
}
