import type { Facet } from '#model/compiled.js';
import { defaultValue, roleValue } from '../role-value.js';
import { Trace } from '../trace.js';
import { NOWHERE, type View } from '../view.js';

/** What one role has for a facet at a resource, and why: one line of the permissions page of a resource. */
export type RoleAtResource = {
  readonly role: number;
  /** Levels that the role's own grants give. */
  readonly own: readonly string[];
  /** Levels that come from the resource above. */
  readonly inherited: readonly { readonly level: string; readonly from: number }[];
  /** Level of the list on the resource, `undefined` when the role is not listed. */
  readonly override: readonly string[] | undefined;
  readonly effective: readonly string[];
  /** `manual` where a list on the resource takes the place of what the role gives by default. */
  readonly source: 'default' | 'manual';
};

/**
 * Every role at the resource, roles that have nothing there included, in the order of their creation. A role is judged
 * as if it were held at the nearest place, at or above the resource, where it can be.
 */
export function* rolesAtResource(view: View, facet: Facet, target: number): Generator<RoleAtResource> {
  const override = view.override(facet, target);
  for (const role of view.access.roles.standing(view.revision)) {
    const place = placeFor(view, role, target);
    const listed = override?.get(role);
    const isManual = override !== undefined && (listed !== undefined || facet.override === 'resource');
    yield {
      role,
      ...(place === undefined ? nothing : defaults(view, role, place, facet, target)),
      override: listed,
      effective: place === undefined ? [] : roleValue(view, role, place, facet, target, target).names,
      source: isManual ? 'manual' : 'default',
    };
  }
}

const nothing = { own: [], inherited: [] };

/** What holds without the list on the resource itself. */
function defaults(view: View, role: number, place: number, facet: Facet, target: number) {
  const trace = new Trace(view);
  defaultValue(view, view.compiled(role)!, role, place, facet, target, target, trace);
  const own = new Set<string>();
  const inherited = new Set<string>();
  for (const { levels, steps } of trace.sources) {
    const into = steps.at(-1)?.kind === 'inheritance' ? inherited : own;
    for (const level of levels.names) into.add(level);
  }
  return {
    own: [...own].sort(),
    inherited: [...inherited].sort().map((level) => ({ level, from: view.parent(target) })),
  };
}

function placeFor(view: View, role: number, target: number): number | undefined {
  const { assignableAt } = view.role(role)!;
  for (let at = target; at !== NOWHERE; at = view.parent(at)) {
    if (assignableAt.includes(view.type(at))) return at;
  }
  return undefined;
}
