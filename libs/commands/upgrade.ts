import { roleCreated } from '#access/founding.js';
import { compiledModel } from '#access/models.js';
import type { LedgerEvent } from '#events/event.js';
import type { Grant } from '#events/grant.js';
import type { CompiledModel } from '#model/compiled.js';
import { DomainError, type Fault } from '#model/errors.js';
import { grantFaults } from '#model/grant.js';
import { migrateGrant, migrateLevels } from '#model/migration.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import { plain, sameGrants } from './grants.js';
import { namesStillUsed } from './names-in-use.js';
import { holdersOf } from './holders.js';
import type { CommandData } from './schema.js';

/**
 * Moves the organization to another version of its model. What the new version calls otherwise is carried over by its
 * `migrate` block; roles whose permissions are locked follow the new version, all others stay as they were edited.
 */
export function upgradeOrganizationModel(
  d: Deliberation,
  { version }: CommandData<'UpgradeOrganizationModel'>,
): Events {
  d.permit('UpgradeOrganizationModel', [{ action: 'settings', at: d.access.root }]);
  if (d.bound && d.access.settings(d.revision).selfUpgrade !== true) {
    refuse('FORBIDDEN', 'operators upgrade the model here, unless the setting `selfUpgrade` is on');
  }
  const reference = d.context.model(d.model.name, version);
  if (reference === undefined) {
    refuse('MODEL_UNKNOWN', `model \`${d.model.name}\` version ${version} is not published`);
  }
  if (version === d.model.version) return [];
  const to = compiledModel(reference);
  const faults = namesStillUsed(d, to);
  if (faults.length > 0) throw new DomainError('NAMES_STILL_USED', faults[0]!.detail, faults);
  return [
    { type: 'OrganizationModelUpgraded', data: { model: reference } },
    ...newRoles(d, to),
    ...standingRoles(d, to),
    ...overrides(d, to),
    ...userLevels(d, to),
  ];
}

function newRoles(d: Deliberation, to: CompiledModel): LedgerEvent[] {
  return Object.entries(to.document.roles ?? {})
    .filter(([id]) => d.access.roles.number(id) === undefined)
    .map(([id, document]) => roleCreated(id, document));
}

function standingRoles(d: Deliberation, to: CompiledModel): LedgerEvent[] {
  const lines = new Map(Object.entries(to.document.migrate?.roles ?? {}));
  return [...d.access.roles.standing(d.revision)].flatMap((number): LedgerEvent[] => {
    const id = d.access.roles.id(number);
    const state = d.view.role(number)!;
    const fate = lines.get(id);
    if (fate === 'drop' || (fate === undefined && leftTheModel(d, to, id))) return [deleted(d, number, id)];
    const grants = grantsAfter(d, to, fate ?? id, number);
    const replaced: LedgerEvent[] = sameGrants(state.grants, grants)
      ? []
      : [{ type: 'PermissionsReplaced', data: { role: id, grants } }];
    // Whoever holds a renamed role goes on to hold it, with what the new one gives: no event names the holders.
    if (fate === undefined || fate === id) return replaced;
    return [...replaced, { type: 'RoleDeprecated', data: { role: id, replacement: fate } }];
  });
}

/** A role of the product that the new version no longer has; that nobody uses it was seen before. */
function leftTheModel(d: Deliberation, to: CompiledModel, id: string): boolean {
  const before = new Map(Object.entries(d.model.document.roles ?? {})).get(id);
  return before !== undefined && before.kind !== 'preset' && !Object.hasOwn(to.document.roles ?? {}, id);
}

function deleted(d: Deliberation, number: number, role: string): LedgerEvent {
  const listed = [...d.access.overrides.standing(d.revision)].filter(({ list }) => list.has(number));
  const { holders } = holdersOf(d, number);
  return { type: 'RoleDeleted', data: { role, holders, overrides: listed.length } };
}

function grantsAfter(d: Deliberation, to: CompiledModel, id: string, number: number): readonly Grant[] {
  const state = d.view.role(number)!;
  const document = new Map(Object.entries(to.document.roles ?? {})).get(id);
  const renamed = id !== d.access.roles.id(number);
  if (document !== undefined && (renamed || state.locked.includes('permissions'))) {
    const created = roleCreated(id, document);
    return created.data.grants;
  }
  const migrated = state.grants.flatMap(
    (grant) => migrateGrant(to.document.migrate ?? {}, plain(grant)) ?? [],
  );
  const faults: Fault[] = migrated.flatMap((grant) => grantFaults(to, grant, state.assignableAt));
  if (faults.length > 0) {
    const role = d.access.roles.id(number);
    throw new DomainError(
      'NAMES_STILL_USED',
      `role \`${role}\` does not fit the new version: ${faults[0]!.detail}`,
      faults,
    );
  }
  return migrated;
}

function overrides(d: Deliberation, to: CompiledModel): LedgerEvent[] {
  const migration = to.document.migrate ?? {};
  const gone = new Set(
    standingRoles(d, to).flatMap((event) => (event.type === 'RoleDeleted' ? event.data.role : [])),
  );
  return [...d.access.overrides.standing(d.revision)].flatMap(({ facet, node, list }): LedgerEvent[] => {
    const resource = d.access.tree.ref(node);
    const lines = [...list].map(([number, level]) => ({
      role: d.access.roles.id(number),
      before: level,
      after: migrateLevels(migration, facet, level),
    }));
    const kept = lines.filter(({ role, after }) => after !== undefined && !gone.has(role));
    const target = kept[0]?.after?.facet ?? facet;
    const same =
      target === facet && kept.every(({ before, after }) => before.join() === after!.levels.join());
    if (same && kept.length === lines.length) return [];
    const cleared: LedgerEvent = { type: 'DashboardOverrideCleared', data: { resource, facet } };
    if (kept.length === 0) return gone.size > 0 && lines.every(({ role }) => gone.has(role)) ? [] : [cleared];
    const roles = Object.fromEntries(kept.map(({ role, after }) => [role, after!.levels]));
    const overridden: LedgerEvent = { type: 'DashboardOverridden', data: { resource, facet: target, roles } };
    return target === facet ? [overridden] : [cleared, overridden];
  });
}

function userLevels(d: Deliberation, to: CompiledModel): LedgerEvent[] {
  const migration = to.document.migrate ?? {};
  const events: LedgerEvent[] = [];
  for (let person = 0; person < d.access.people.size; person++) {
    for (const { node, facet, level } of d.access.userLevels.of(person, d.revision)) {
      const after = migrateLevels(migration, facet, level.level);
      if (after?.facet === facet && after.levels.join() === level.level.join()) continue;
      const resource = d.access.tree.ref(node);
      if (after?.facet !== facet)
        events.push({ type: 'PermissionRevoked', data: { person, resource, facet } });
      if (after === undefined) continue;
      const { from, until } = level.period ?? {};
      const window = {
        ...(from !== undefined && { from: new Date(from).toISOString() }),
        ...(until !== undefined && { until: new Date(until).toISOString() }),
      };
      const data = { person, resource, facet: after.facet, level: after.levels, ...window };
      events.push({ type: 'PermissionGranted', data });
    }
  }
  return events;
}
