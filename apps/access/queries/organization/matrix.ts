import { matrix } from '#access/tables/matrix.js';
import type { View } from '#access/view.js';

/** All permissions by area, and the roles that give each anywhere. */
export type Matrix = {
  readonly areas: readonly string[];
  readonly roles: readonly { readonly role: string; readonly name: string }[];
  readonly rows: readonly {
    readonly area: string;
    readonly permission: string;
    /** Ids, in the order of `roles`. */
    readonly roles: readonly string[];
  }[];
};

export function matrixOf(view: View): Matrix {
  const { roles } = view.access;
  const rows = matrix(view).map((row) => ({ ...row, roles: row.roles.map((role) => roles.id(role)) }));
  return {
    areas: [...new Set(rows.map(({ area }) => area))],
    roles: [...roles.standing(view.revision)].map((role) => ({
      role: roles.id(role),
      name: view.role(role)!.name,
    })),
    rows,
  };
}
