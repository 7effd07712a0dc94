import type { Attributes, Grant, Ref } from './commands.js';
import type { Since } from './trail.js';

export type RoleFilter = {
  /** Text to look for. */
  readonly q?: string;
  /** Name of a column; descending with `-` before it. */
  readonly sort?: string;
};

/** A row in the list of roles. */
export type Role = {
  readonly role: string;
  readonly name: string;
  readonly kind: string;
  /** What of it cannot be changed. */
  readonly locked: readonly string[];
  readonly deprecated: boolean;
  /** The role to assign instead of a deprecated one. */
  readonly replacement?: string;
  /** How many active people hold it. */
  readonly assignedUsers: number;
  /** The scopes of its grants. */
  readonly assignedTenants: readonly string[];
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createdOn: string;
  readonly updatedOn: string;
};

export type RoleDetails = Role & {
  readonly description: string | null;
  readonly grants: readonly (Grant & { readonly since: Since })[];
  readonly criteria: Attributes | null;
  readonly clonedFrom: string | null;
  /** Types of the resources that it can be held at. */
  readonly assignableAt: readonly string[];
};

/** What a role gives at a resource, and where from. */
export type RolePermissions = {
  readonly role: string;
  readonly own: readonly string[];
  readonly inherited: readonly { readonly level: string | readonly string[]; readonly from: Ref }[];
  readonly override: string | readonly string[] | null;
  readonly effective: readonly string[];
  /** Whether roles decide, or a list at the resource itself. */
  readonly source: 'default' | 'manual';
};

/** All permissions by area, and the roles that give each. */
export type Matrix = {
  readonly areas: readonly unknown[];
  readonly roles: readonly unknown[];
  readonly rows: readonly { readonly area: string; readonly permission: string; readonly roles: unknown }[];
};
