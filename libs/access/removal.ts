import type { Access } from './access.js';
import { nodeOf } from './references.js';
import type { RoleGrant } from './roles.js';

/** Takes the subtree away, with its overrides and whatever grants say about it. What hung there by node is out of reach. */
export function removeResource(access: Access, ref: string, at: number): void {
  const gone = new Set(access.tree.subtree(nodeOf(access, ref), at));
  for (const { facet, node } of [...access.overrides.standing(at)]) {
    if (gone.has(node)) access.overrides.set(facet, node, undefined, at);
  }
  for (const role of [...access.roles.standing(at)]) {
    const state = access.roles.state(role, at)!;
    const grants = withoutNodes(access, state.grants, gone);
    if (grants !== state.grants) access.roles.change(role, { ...state, grants }, at);
  }
  for (const node of gone) access.tree.remove(node, at);
}

/** The grants without those of removed resources; lists of `only` lose them too and may become empty. */
export function withoutNodes(
  access: Access,
  grants: readonly RoleGrant[],
  gone: ReadonlySet<number>,
): readonly RoleGrant[] {
  let changed = false;
  const left = grants.flatMap((grant): RoleGrant[] => {
    if (grant.node !== undefined && gone.has(grant.node)) {
      changed = true;
      return [];
    }
    const { within } = grant;
    if (
      within === undefined ||
      !Object.values(within).some((nodes) => nodes.some((node) => gone.has(node)))
    ) {
      return [grant];
    }
    changed = true;
    const kept = Object.entries(within).map(
      ([type, nodes]) => [type, nodes.filter((node) => !gone.has(node))] as const,
    );
    const only = kept.map(
      ([type, nodes]) => [type, nodes.map((node) => access.tree.ref(node).slice(type.length + 1))] as const,
    );
    return [{ ...grant, only: Object.fromEntries(only), within: Object.fromEntries(kept) }];
  });
  return changed ? left : grants;
}

/** A person who leaves takes nothing along: one who returns starts clean. */
export function endEverythingOf(access: Access, person: number, at: number): void {
  const { assignments, userLevels } = access;
  for (let slot = assignments.first(person, false); slot >= 0; slot = assignments.first(person, false)) {
    assignments.end(person, assignments.roleOf(slot), assignments.placeOf(slot), at);
  }
  for (const { node, facet } of [...userLevels.of(person, at)]) {
    userLevels.set(person, node, facet, undefined, at);
  }
}
