import { leadingTo, leads } from '../leading.js';
import type { View } from '../view.js';

/** Which roles give a permission anywhere: by their grants, or by what resources inherit from those above them. */
export type MatrixRow = {
  /** What stands before the dot of the permission. */
  readonly area: string;
  readonly permission: string;
  /** Numbers of roles. */
  readonly roles: readonly number[];
};

/** Permissions by roles, in the order of the model: the tables in which products describe their roles. */
export function matrix(view: View): MatrixRow[] {
  const roles = [...view.access.roles.standing(view.revision)].map((role) => ({
    role,
    permissions: permissionsOfRole(view, role),
  }));
  return view.model.permissions.map((permission, number) => ({
    area: permission.includes('.') ? permission.slice(0, permission.indexOf('.')) : permission,
    permission,
    roles: roles.filter(({ permissions }) => permissions.has(number)).map(({ role }) => role),
  }));
}

function permissionsOfRole(view: View, role: number): ReadonlySet<number> {
  const { model } = view;
  const give = givenBy(view, role);
  const found = new Set<number>();
  for (const permission of model.permissions.keys()) {
    if (leads(leadingTo(model, permission), give)) found.add(permission);
  }
  for (const { permission, anyOf } of model.derived) {
    if (anyOf.some((all) => all.every((needed) => found.has(needed)))) found.add(permission);
  }
  return found;
}

/** Every level that any grant of the role gives, by facet. */
function givenBy(view: View, role: number): Readonly<Record<string, readonly string[]>> {
  const given = new Map<string, Set<string>>();
  for (const { give } of view.role(role)!.grants) {
    for (const [facet, levels] of Object.entries(give)) {
      const all = given.get(facet) ?? new Set();
      for (const level of levels) all.add(level);
      given.set(facet, all);
    }
  }
  return Object.fromEntries([...given].map(([facet, levels]) => [facet, [...levels]]));
}
