import { gives, type Facet, type LevelSet } from '#model/compiled.js';
import { counts } from './assignments.js';
import type { Facts } from './facts.js';
import { roleValue } from './role-value.js';
import { list, type Trace } from './trace.js';
import { LEAF, type View } from './view.js';

/**
 * What a person has for the facet at `target` when `asked` is asked about: the union of what the roles give, unless a
 * user level overrules them. Whether the person is active is not looked at.
 *
 * With `wanted` and without a trace it stops at the first source of that permission, and only tells whether there is one.
 */
export function personValue(
  view: View<Facts>,
  person: number,
  facet: Facet,
  target: number,
  asked: number,
  wanted?: number,
  trace?: Trace,
): LevelSet {
  const level = userLevel(view, person, facet, target);
  if (level !== undefined && facet.userGrants === 'overrule') {
    if (trace !== undefined) traceUserLevel(view, person, facet, target, asked, trace);
    return facet.levels(level.level);
  }
  let value = rolesValue(view, person, facet, target, asked, wanted, trace);
  if (level !== undefined) {
    value = facet.union(value, facet.levels(level.level));
    if (trace !== undefined) traceUserLevel(view, person, facet, target, asked, trace);
  }
  return value;
}

function rolesValue(
  view: View<Facts>,
  person: number,
  facet: Facet,
  target: number,
  asked: number,
  wanted: number | undefined,
  trace: Trace | undefined,
): LevelSet {
  const { assignments } = view.access;
  const path = view.path(target);
  let value = facet.empty;
  const traces: [number, Trace][] = [];
  const count = assignments.count(person, view.past);
  for (let index = 0; index < count; index++) {
    const place = assignments.place(person, index);
    if (!path.includes(place)) continue;
    const slot = assignments.slot(person, index);
    if (!assignments.holds(slot, view.revision, view.instant)) continue;
    const role = assignments.roleOf(slot);
    const inner = trace?.fork();
    const given = roleValue(view, role, place, facet, target, asked, inner);
    if (inner !== undefined) traces.push([slot, inner]);
    else if (wanted !== undefined && gives(given, wanted)) return given;
    value = facet.union(value, given);
  }
  if (trace !== undefined) traceAssignments(view, traces, trace);
  return value;
}

function userLevel(view: View<Facts>, person: number, facet: Facet, target: number) {
  if (facet.userGrants === undefined || target === LEAF) return undefined;
  const level = view.access.userLevels.get(person, target, facet.name, view.revision);
  return level !== undefined && counts(level.period, view.instant) ? level : undefined;
}

/** The oldest assignment first, in whatever order they are kept. */
function traceAssignments(view: View<Facts>, traces: readonly [number, Trace][], trace: Trace): void {
  const { assignments } = view.access;
  const since = (slot: number) => assignments.at(slot, view.revision)!.since;
  const inOrder = [...traces].sort(([a], [b]) => since(a) - since(b));
  for (const [slot, inner] of inOrder) traceAssignment(view, slot, since(slot), inner, trace);
}

function traceAssignment(view: View<Facts>, slot: number, since: number, inner: Trace, trace: Trace): void {
  const { assignments, roles } = view.access;
  const [role, place] = [roles.id(assignments.roleOf(slot)), view.ref(assignments.placeOf(slot))];
  const step = trace.step('assignment', since, `role \`${role}\` at \`${place}\``, { role, place });
  for (const source of inner.sources) trace.source(source.levels, step, ...source.steps);
  trace.shadows.push(...inner.shadows);
}

function traceUserLevel(
  view: View<Facts>,
  person: number,
  facet: Facet,
  target: number,
  asked: number,
  trace: Trace,
): void {
  const { level, given } = userLevel(view, person, facet, target)!;
  const resource = view.ref(target);
  const text = `the person's own level on \`${resource}\` is ${list(level)}`;
  const by = trace.step('user_level', given, text, { resource, facet: facet.name, level });
  if (facet.userGrants === 'overrule') {
    const hidden = trace.fork();
    rolesValue(view, person, facet, target, asked, undefined, hidden);
    for (const source of hidden.sources) {
      const role = source.steps[0]?.role ?? '';
      const would = `role \`${role}\` would give ${list(source.levels.names)}`;
      trace.shadows.push({
        code: 'SHADOWED_BY_USER_LEVEL',
        role,
        levels: source.levels,
        by,
        text: `${text}: ${would}`,
      });
    }
    trace.shadows.push(...hidden.shadows);
  }
  trace.source(facet.levels(level), by);
}
