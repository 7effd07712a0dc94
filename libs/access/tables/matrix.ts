import { gives } from '#model/compiled.js';
import type { View } from '../view.js';

/** Which roles give a permission anywhere in their grants. */
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

function permissionsOfRole(view: View, role: number): Set<number> {
  const compiled = view.compiled(role)!;
  const grants = [
    compiled.here,
    ...compiled.one.values(),
    ...compiled.below.values(),
    ...compiled.all.values(),
  ];
  const levels = grants.flat().flatMap(({ give }) => [...give.values()]);
  const found = new Set<number>();
  view.model.permissions.forEach((_, number) => {
    if (levels.some((set) => gives(set, number))) found.add(number);
  });
  for (const { permission, anyOf } of view.model.derived) {
    if (anyOf.some((all) => all.every((needed) => found.has(needed)))) found.add(permission);
  }
  return found;
}
