import { rolesCreated } from '#access/founding.js';
import type { LedgerEvent } from '#events/event.js';
import type { Grant } from '#events/grant.js';
import type { CompiledModel } from '#model/compiled.js';
import type { RoleDocument } from '#model/document.js';
import { normalizeGrant } from '#model/grant.js';
import { migrateGrant } from '#model/migration.js';
import { own } from '#model/own.js';
import type { Deliberation } from '../../deliberation.js';
import { plain, sameGrants } from '../grants.js';
import { holdersOf } from '../holders.js';

/** Roles that the new version brings. */
export function newRoles(d: Deliberation, to: CompiledModel): LedgerEvent[] {
  return rolesCreated(to.document).filter(({ data }) => d.access.roles.number(data.role) === undefined);
}

export function standingRoles(d: Deliberation, to: CompiledModel): LedgerEvent[] {
  return [...d.access.roles.standing(d.revision)].flatMap((number): LedgerEvent[] => {
    const id = d.access.roles.id(number);
    if (goes(d, to, number)) return [deleted(d, number)];
    const grants = grantsAfter(d, to, number);
    const replaced: LedgerEvent[] = sameGrants(d.view.role(number)!.grants, grants)
      ? []
      : [{ type: 'PermissionsReplaced', data: { role: id, grants } }];
    const replacement = fateOf(to, id);
    // Whoever holds a renamed role goes on to hold it, with what the new one gives: no event names the holders.
    if (replacement === undefined || replacement === id) return replaced;
    return [...replaced, { type: 'RoleDeprecated', data: { role: id, replacement } }];
  });
}

/** Whether the role ends with the upgrade: it is dropped, or the product no longer has it and nobody uses it. */
export function goes(d: Deliberation, to: CompiledModel, number: number): boolean {
  const id = d.access.roles.id(number);
  const fate = fateOf(to, id);
  if (fate !== undefined) return fate === 'drop';
  const before = own(d.model.document.roles ?? {}, id);
  const after = own(to.document.roles ?? {}, id);
  return before !== undefined && before.kind !== 'preset' && after === undefined;
}

/** What the role gives after the upgrade. */
export function grantsAfter(d: Deliberation, to: CompiledModel, number: number): readonly Grant[] {
  const document = documentOf(d, to, number);
  if (document !== undefined) return document.grants?.map(normalizeGrant) ?? [];
  const migration = to.document.migrate ?? {};
  return d.view.role(number)!.grants.flatMap((grant) => migrateGrant(migration, plain(grant)) ?? []);
}

/** The role of the new version whose grants it takes over: renamed roles and those whose permissions are locked do. */
export function documentOf(d: Deliberation, to: CompiledModel, number: number): RoleDocument | undefined {
  const id = d.access.roles.id(number);
  const name = fateOf(to, id) ?? id;
  const follows = name !== id || d.view.role(number)!.locked.includes('permissions');
  return follows ? own(to.document.roles ?? {}, name) : undefined;
}

/** What the `migrate` block says of the role: another id, `drop`, or nothing. */
function fateOf(to: CompiledModel, id: string): string | undefined {
  return own(to.document.migrate?.roles ?? {}, id);
}

function deleted(d: Deliberation, number: number): LedgerEvent {
  const lists = [...d.access.overrides.standing(d.revision)].filter(({ list }) => list.has(number));
  const { holders } = holdersOf(d, number);
  return {
    type: 'RoleDeleted',
    data: { role: d.access.roles.id(number), holders, overrides: lists.length },
  };
}
