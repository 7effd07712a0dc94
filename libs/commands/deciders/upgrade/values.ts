import type { LedgerEvent } from '#events/event.js';
import type { Level } from '#events/grant.js';
import type { CompiledModel } from '#model/compiled.js';
import { migrateLevels } from '#model/migration.js';
import type { Deliberation } from '../../deliberation.js';
import { goes } from './roles.js';

/** The uppermost resources of types that the new version does not have: they go, with everything below. */
export function nodesOfDroppedTypes({ access, revision }: Deliberation, to: CompiledModel): number[] {
  const dropped = (node: number) => !to.types.has(access.tree.type(node));
  return access.tree
    .subtree(access.root, revision)
    .filter((node) => dropped(node) && !access.tree.path(node, revision).slice(1).some(dropped));
}

/** A list on a resource, in the names of the new version. */
export function linesAfter(
  d: Deliberation,
  to: CompiledModel,
  { facet, list }: { facet: string; list: ReadonlyMap<number, Level> },
): { facet: string; lines: Map<string, Level> } {
  const lines = new Map<string, Level>();
  let target = facet;
  for (const [number, level] of list) {
    const after = migrateLevels(to.document.migrate ?? {}, facet, level);
    if (after === undefined || goes(d, to, number)) continue;
    lines.set(d.access.roles.id(number), after.levels);
    target = after.facet;
  }
  return { facet: target, lines };
}

/** Lists on resources whose names change. Those on nodes that are `gone` fall with them. */
export function overrides(d: Deliberation, to: CompiledModel, gone: ReadonlySet<number>): LedgerEvent[] {
  return [...d.access.overrides.standing(d.revision)].flatMap((override): LedgerEvent[] => {
    const { facet: before, node, list } = override;
    if (gone.has(node)) return [];
    const { facet, lines } = linesAfter(d, to, override);
    const same = (number: number, level: Level) =>
      goes(d, to, number) || lines.get(d.access.roles.id(number))?.join() === level.join();
    // Lines of roles that end have ended with them.
    if (facet === before && [...list].every(([number, level]) => same(number, level))) return [];
    const resource = d.access.tree.ref(node);
    const cleared: LedgerEvent = { type: 'DashboardOverrideCleared', data: { resource, facet: before } };
    if (lines.size === 0) return [cleared];
    const roles = Object.fromEntries(lines);
    const overridden: LedgerEvent = { type: 'DashboardOverridden', data: { resource, facet, roles } };
    return facet === before ? [overridden] : [cleared, overridden];
  });
}

/** Levels of people whose names change. */
export function userLevels(d: Deliberation, to: CompiledModel, gone: ReadonlySet<number>): LedgerEvent[] {
  const { people, tree, userLevels } = d.access;
  const events: LedgerEvent[] = [];
  for (let person = 0; person < people.size; person++) {
    for (const { node, facet, level } of userLevels.of(person, d.revision)) {
      if (gone.has(node) || !tree.exists(node, d.revision)) continue;
      const after = migrateLevels(to.document.migrate ?? {}, facet, level.level);
      if (after?.facet === facet && after.levels.join() === level.level.join()) continue;
      const resource = tree.ref(node);
      if (after?.facet !== facet) {
        events.push({ type: 'PermissionRevoked', data: { person, resource, facet } });
      }
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
