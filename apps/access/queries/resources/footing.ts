import { has, permissionsOf } from '#access/check.js';
import type { View } from '#access/view.js';
import { heldBy } from '../assigned.js';

/**
 * The resources that somebody has to do with: those on which they may do anything, and those on the way down to what
 * they hold. In a closed organization people see what they saw at the closing.
 */
export class Footing {
  readonly #way = new Set<number>();

  constructor(
    private readonly view: View,
    private readonly person: number,
  ) {
    for (const node of held(view, person)) {
      for (const above of view.path(node)) this.#way.add(above);
    }
  }

  isOn(node: number): boolean {
    return this.#way.has(node) || this.#mayAnything(node);
  }

  #mayAnything(node: number): boolean {
    const { view, person } = this;
    if (!view.isClosed) return permissionsOf(view, person, node).length > 0;
    return view.model.permissions.some((_, permission) => has(view, person, permission, node));
  }
}

/** Places where the person holds roles, what these roles name below them, and resources with a level of their own. */
function* held(view: View, person: number): Generator<number> {
  for (const { role, place } of heldBy(view, person)) {
    yield place;
    for (const { node } of view.role(role)?.grants ?? []) {
      if (node !== undefined && view.isAtOrBelow(node, place)) yield node;
    }
  }
  for (const { node } of view.access.userLevels.of(person, view.revision)) {
    if (view.access.tree.exists(node, view.revision)) yield node;
  }
}
