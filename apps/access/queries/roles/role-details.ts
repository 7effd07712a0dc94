import type { View } from '#access/view.js';
import type { Criteria } from '#events/grant.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { type Since, since } from '../answer.js';
import { shownLevel } from '../level.js';
import { countHolders } from './holder-counts.js';
import { type RoleRow, roleRow } from './role-rows.js';

/** One role with its grants. */
export type Role = RoleRow & {
  readonly description: string | null;
  readonly grants: readonly {
    readonly scope: string;
    readonly give: Readonly<Record<string, string | readonly string[]>>;
    readonly only?: Readonly<Record<string, readonly string[]>>;
    readonly since: Since;
  }[];
  readonly criteria: Criteria | null;
  readonly clonedFrom: string | null;
  readonly assignableAt: readonly string[];
};

/** `undefined` for a role that is not there. */
export async function roleOf(view: View, directory: PeopleDirectory, id: string): Promise<Role | undefined> {
  const role = view.access.roles.number(id);
  const state = role === undefined ? undefined : view.role(role);
  if (role === undefined || state === undefined) return undefined;
  const holders = await countHolders(view, [role]);
  return {
    ...roleRow(view, directory, holders, role),
    description: state.description ?? null,
    grants: state.grants.map(({ scope, give, only, since: given }) => ({
      scope,
      give: Object.fromEntries(Object.entries(give).map(([facet, level]) => [facet, shownLevel(level)])),
      ...(only !== undefined && { only }),
      since: since(view, directory, given),
    })),
    criteria: state.criteria ?? null,
    clonedFrom: state.clonedFrom ?? null,
    assignableAt: state.assignableAt,
  };
}
