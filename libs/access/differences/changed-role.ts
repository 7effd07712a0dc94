import { grantKey } from '../role-changes.js';
import type { RoleGrant } from '../roles.js';
import type { View } from '../view.js';

/** Whether the role gives something else at the one moment than at the other, or was there at one of them only. */
export function isChangedRole(from: View, to: View, role: number): boolean {
  const isThere = (view: View) => view.role(role) !== undefined;
  if (isThere(from) !== isThere(to)) return true;
  return grantsOnlyAt(from, to, role).length > 0 || grantsOnlyAt(to, from, role).length > 0;
}

/** Grants that the role has at the one moment and not at the other. */
export function grantsOnlyAt(view: View, other: View, role: number): readonly RoleGrant[] {
  const [grants, others] = [grantsAt(view, role), grantsAt(other, role)];
  if (grants === others) return [];
  const keys = new Set(others.map(grantKey));
  return grants.filter((grant) => !keys.has(grantKey(grant)));
}

export function grantsAt(view: View, role: number): readonly RoleGrant[] {
  return view.role(role)?.grants ?? [];
}
