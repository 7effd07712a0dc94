import type { Facet, LevelSet } from '#model/compiled.js';
import type { CompiledGrant, CompiledRole } from './roles.js';
import { list, type Step, type Trace } from './trace.js';
import { NOWHERE, type View } from './view.js';

/**
 * What role `role`, assigned at `place`, gives for the facet at `target`, when `asked` (the target or something inside
 * it) is asked about. No person is in here. `target` lies at or below `place`.
 *
 * Strongest first:
 *   a list kept on the target               the listed level, or nothing for a role that is not listed
 *   the role's own grants                   united, or those of the most specific scope
 *   united with what the parent passes on   which already contains the parent's list
 */
export function roleValue(
  view: View,
  role: number,
  place: number,
  facet: Facet,
  target: number,
  asked: number,
  trace?: Trace,
): LevelSet {
  const compiled = view.compiled(role);
  if (compiled === undefined) return facet.empty;
  const override = view.override(facet, target);
  const listed = override?.get(role);
  if (override !== undefined && (listed !== undefined || facet.override === 'resource')) {
    if (trace !== undefined) traceOverride(view, role, place, facet, target, asked, listed, trace);
    return listed === undefined ? facet.empty : facet.levels(listed);
  }
  return defaultValue(view, compiled, role, place, facet, target, asked, trace);
}

/** The value without the list on the target itself: what holds by default there. */
export function defaultValue(
  view: View,
  compiled: CompiledRole,
  role: number,
  place: number,
  facet: Facet,
  target: number,
  asked: number,
  trace?: Trace,
): LevelSet {
  let value = ownValue(view, compiled, role, place, facet, target, asked, trace);
  if (facet.inherit.length === 0 || target === place) return value;
  const parent = view.parent(target);
  if (parent === NOWHERE) return value;
  for (const { from, map } of facet.inherit) {
    if (view.type(parent) !== from.type) continue;
    const inner = trace?.fork();
    const inherited = map(roleValue(view, role, place, from, parent, parent, inner));
    value = facet.union(value, inherited);
    if (inner === undefined || trace === undefined) continue;
    const step = inheritanceStep(view, facet, target, parent, inherited, trace);
    trace.adopt(inner, (levels) => (map(levels) === facet.empty ? undefined : map(levels)), step);
  }
  return value;
}

function ownValue(
  view: View,
  compiled: CompiledRole,
  role: number,
  place: number,
  facet: Facet,
  target: number,
  asked: number,
  trace: Trace | undefined,
): LevelSet {
  if (!compiled.facets.has(facet)) return facet.empty;
  const type = view.model.types.get(facet.type)!;
  let value = facet.empty;
  let winner: CompiledGrant | undefined;
  for (const tier of tiers(view, compiled, place, target)) {
    const won = winner;
    for (const grant of tier) {
      const levels = grant.give.get(facet);
      if (type.mostSpecific && won !== undefined) {
        if (levels !== undefined) traceSpecific(view, role, facet, grant, levels, won, trace);
        continue;
      }
      if (levels !== undefined || type.replaces === 'grant') winner = grant;
      if (levels === undefined) continue;
      if (!covers(view, grant, target, asked)) {
        traceOutside(view, role, facet, grant, levels, asked, trace);
        continue;
      }
      value = facet.union(value, levels);
      trace?.source(levels, grantStep(view, role, facet, grant, levels, trace));
    }
    if (trace === undefined && type.mostSpecific && winner !== undefined) break;
  }
  return value;
}

/** Grants whose scope matches the target, the narrowest scopes first; those of one tier are equally specific. */
function tiers(
  view: View,
  compiled: CompiledRole,
  place: number,
  target: number,
): readonly (readonly CompiledGrant[])[] {
  const found: (readonly CompiledGrant[])[] = [];
  const one = compiled.one.get(target);
  const here = target === place && compiled.here.length > 0 ? compiled.here : undefined;
  if (here !== undefined && one !== undefined) found.push([...here, ...one]);
  else if (here !== undefined || one !== undefined) found.push((here ?? one)!);
  if (compiled.below.size > 0) {
    for (let at = target; at !== NOWHERE; at = view.parent(at)) {
      const below = compiled.below.get(at);
      if (below !== undefined) found.push(below);
    }
  }
  const all = compiled.all.get(view.type(target));
  if (all !== undefined) found.push(all);
  return found;
}

/** Whether the narrowing of a grant lets a check made at `asked` through: every resource of a narrowed type is listed. */
function covers(view: View, { within }: CompiledGrant, target: number, asked: number): boolean {
  if (within === undefined) return true;
  for (let at = asked; at !== target; at = view.parent(at)) {
    if (within.get(view.type(at))?.has(at) === false) return false;
  }
  return true;
}

function grantStep(
  view: View,
  role: number,
  facet: Facet,
  { grant }: CompiledGrant,
  levels: LevelSet,
  trace: Trace,
): Step {
  const id = view.access.roles.id(role);
  const text = `role \`${id}\` gives ${list(levels.names)} on \`${grant.scope}\``;
  const { names: level } = levels;
  return trace.step('grant', grant.since, text, { role: id, scope: grant.scope, facet: facet.name, level });
}

function inheritanceStep(
  view: View,
  facet: Facet,
  target: number,
  parent: number,
  inherited: LevelSet,
  trace: Trace,
): Step {
  const [resource, from] = [view.ref(target), view.ref(parent)];
  const since = target < 0 ? view.revision : view.access.tree.parentSince(target, view.revision);
  const text = `\`${resource}\` inherits ${list(inherited.names)} from \`${from}\``;
  return trace.step('inheritance', since, text, { resource, facet: facet.name, level: inherited.names });
}

function traceOverride(
  view: View,
  role: number,
  place: number,
  facet: Facet,
  target: number,
  asked: number,
  listed: readonly string[] | undefined,
  trace: Trace,
): void {
  const [id, resource] = [view.access.roles.id(role), view.ref(target)];
  const since = view.access.overrides.sinceOf(facet.name, target, view.revision);
  const what = listed === undefined ? `does not name role \`${id}\`` : `gives role \`${id}\` ${list(listed)}`;
  const by = trace.step('override', since, `the list on \`${resource}\` ${what}`, {
    role: id,
    resource,
    facet: facet.name,
    ...(listed !== undefined && { level: listed }),
  });
  const hidden = trace.fork();
  defaultValue(view, view.compiled(role)!, role, place, facet, target, asked, hidden);
  trace.shadow(hidden, 'SHADOWED_BY_OVERRIDE', by, id);
  if (listed !== undefined) trace.source(facet.levels(listed), by);
}

function traceSpecific(
  view: View,
  role: number,
  facet: Facet,
  hidden: CompiledGrant,
  levels: LevelSet,
  winner: CompiledGrant,
  trace: Trace | undefined,
): void {
  if (trace === undefined) return;
  const by = grantStep(view, role, facet, winner, winner.give.get(facet) ?? facet.empty, trace);
  const text = `\`${winner.grant.scope}\` hides \`${hidden.grant.scope}\`, which would give ${list(levels.names)}`;
  trace.shadows.push({
    code: 'SHADOWED_BY_SPECIFIC_GRANT',
    role: view.access.roles.id(role),
    levels,
    by,
    text,
  });
}

function traceOutside(
  view: View,
  role: number,
  facet: Facet,
  grant: CompiledGrant,
  levels: LevelSet,
  asked: number,
  trace: Trace | undefined,
): void {
  if (trace === undefined) return;
  const by = grantStep(view, role, facet, grant, levels, trace);
  const narrowed = Object.entries(grant.grant.only ?? {}).map(
    ([type, ids]) => `${type}: ${ids.join(', ') || 'none'}`,
  );
  const text = `\`${grant.grant.scope}\` gives ${list(levels.names)} only within ${narrowed.join('; ')}, and \`${view.ref(asked)}\` is outside`;
  trace.shadows.push({ code: 'OUTSIDE_ONLY', role: view.access.roles.id(role), levels, by, text });
}
