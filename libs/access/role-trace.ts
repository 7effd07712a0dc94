import type { Facet, LevelSet } from '#model/compiled.js';
import type { Facts } from './facts.js';
import type { CompiledGrant } from './roles.js';
import { list, type Step, type Trace } from './trace.js';
import type { View } from './view.js';

// What a role's value leaves in a trace: the steps that lead to it, and what took the place of what.

export function grantStep(
  view: View<Facts>,
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

export function inheritanceStep(
  view: View<Facts>,
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

/** What the list on the target takes away, and what it gives. `hidden` has found what would hold without it. */
export function traceOverride(
  view: View<Facts>,
  role: number,
  facet: Facet,
  target: number,
  listed: readonly string[] | undefined,
  hidden: Trace,
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
  trace.shadow(hidden, 'SHADOWED_BY_OVERRIDE', by, id);
  if (listed !== undefined) trace.source(facet.levels(listed), by);
}

export function traceSpecific(
  view: View<Facts>,
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

export function traceOutside(
  view: View<Facts>,
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
