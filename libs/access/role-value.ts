import type { Facet, LevelSet } from '#model/compiled.js';
import type { Facts } from './facts.js';
import type { CompiledGrant, CompiledRole } from './roles.js';
import { grantStep, inheritanceStep, traceOutside, traceOverride, traceSpecific } from './role-trace.js';
import type { Trace } from './trace.js';
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
  view: View<Facts>,
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
    if (trace !== undefined) {
      const hidden = trace.fork();
      defaultValue(view, compiled, role, place, facet, target, asked, hidden);
      traceOverride(view, role, facet, target, listed, hidden, trace);
    }
    return listed === undefined ? facet.empty : facet.levels(listed);
  }
  return defaultValue(view, compiled, role, place, facet, target, asked, trace);
}

/** The value without the list on the target itself: what holds by default there. */
export function defaultValue(
  view: View<Facts>,
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
  view: View<Facts>,
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
  view: View<Facts>,
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
function covers(view: View<Facts>, { within }: CompiledGrant, target: number, asked: number): boolean {
  if (within === undefined) return true;
  for (let at = asked; at !== target; at = view.parent(at)) {
    if (within.get(view.type(at))?.has(at) === false) return false;
  }
  return true;
}
