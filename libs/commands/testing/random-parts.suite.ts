import type { Draw } from '#access/testing/draw.suite.js';
import type { NaiveState } from '#access/testing/naive-state.suite.js';
import { randomGrant, randomLevel, typeOf } from '#access/testing/random-grant.suite.js';

/** The state, and the user ids of people by number. */
export type World = NaiveState & { readonly names: readonly string[] };

export const users = ['ana', 'u1', 'u2', 'u3', 'e1@x.io', 'e2@x.io'];

const day = 24 * 60 * 60 * 1000;
export const user = (draw: Draw) => draw.from(users)!;
export const email = (draw: Draw) => draw.from(users.slice(4))!;
export const attributes = (draw: Draw) => ({ team: draw.from(['x', 'y'])! });

export function resource({ parents }: NaiveState, draw: Draw, type?: string): string {
  const fitting = [...parents.keys()].filter((ref) => type === undefined || typeOf(ref) === type);
  return draw.from(fitting) ?? 'nothing:x';
}

/** A resource to register: mostly of a type that is there, below a resource that it can lie in. */
export function registration(state: World, draw: Draw): { ref: string; parent: string } {
  const types = Object.entries(state.document.types).filter(([, { under = [] }]) => under.length > 0);
  const [type, { under = [] }] = draw.from(types)!;
  const ref = `${draw.chance(20) ? 'planet' : type}:${draw.from(['a', 'b', 'c'])}`;
  return { ref, parent: draw.chance(10) ? resource(state, draw) : resource(state, draw, draw.from(under)) };
}

/** A resource to move, mostly to one that it can lie in. */
export function relocation(state: World, draw: Draw): { ref: string; parent: string } {
  const ref = resource(state, draw);
  const { under = [] } = state.document.types[typeOf(ref)] ?? {};
  return { ref, parent: draw.chance(10) ? resource(state, draw) : resource(state, draw, draw.from(under)) };
}

export function role({ roles }: NaiveState, draw: Draw, own = false): string {
  const all = [...roles.keys()];
  const custom = all.filter((id) => /^(clerk|r\d)/.test(id));
  return draw.from(own && custom.length > 0 ? custom : [...all, ...custom, 'nothing']) ?? 'nothing';
}

/** Where the role can be assigned, mostly. */
export function place(state: NaiveState, draw: Draw, id: string): string {
  const { assignableAt = [] } = state.roles.get(id) ?? {};
  return draw.chance(8) ? resource(state, draw) : resource(state, draw, draw.from(assignableAt));
}

export function roleAndPlace(state: NaiveState, draw: Draw): { role: string; place: string } {
  const id = role(state, draw);
  return { role: id, place: place(state, draw, id) };
}

export function rolesAndPlace(
  state: NaiveState,
  draw: Draw,
  most: number,
): { roles: string[]; place: string } {
  const { role: first, place: at } = roleAndPlace(state, draw);
  const type = typeOf(at);
  const fitting = [...state.roles].filter(([, { assignableAt }]) => assignableAt.includes(type));
  const more = Array.from({ length: draw.below(most) }, () => draw.from(fitting)?.[0] ?? first);
  return { roles: draw.chance(6) ? [] : [first, ...more], place: at };
}

/** Mostly for ever; else from or until some time around now. */
export function window(draw: Draw, now: number): { from?: string; until?: string } {
  const at = (days: number) => new Date(now + days * day).toISOString();
  return {
    ...(draw.chance(4) && { from: at(draw.from([-1, 1, 3])!) }),
    ...(draw.chance(4) && { until: at(draw.from([4, 6, 9])!) }),
  };
}

export function grants(state: NaiveState, draw: Draw, id: string, most: number) {
  const assignableAt = state.roles.get(id)?.assignableAt ?? state.document.custom_roles?.assignable_at ?? [];
  return Array.from({ length: draw.below(most + 1) }, () => grant(state, draw, assignableAt));
}

export function grant(state: NaiveState, draw: Draw, assignableAt: readonly string[]) {
  const { scope, give, only } = randomGrant(state, assignableAt, draw)!;
  const levels = Object.entries(give).map(([facet, level]) => [facet, [...level]]);
  const narrowing = Object.entries(only ?? {}).map(([type, ids]) => [type, [...ids]]);
  return {
    scope,
    give: Object.fromEntries(levels) as Record<string, string[]>,
    ...(only !== undefined && { only: Object.fromEntries(narrowing) as Record<string, string[]> }),
  };
}

/** A facet with the switch, a resource for it and a level. */
export function value({ document, parents }: NaiveState, draw: Draw, by: 'override' | 'user_grants') {
  const facets = Object.entries(document.facets).filter(([, facet]) => facet[by] !== undefined);
  const chosen =
    draw.from(facets) ?? (draw.chance(9) ? draw.from(Object.entries(document.facets)) : undefined);
  if (chosen === undefined) return undefined;
  const [name, facet] = chosen;
  const at = draw.from([...parents.keys()].filter((one) => typeOf(one) === facet.type));
  return at === undefined ? undefined : { facet: name, at, level: () => [...randomLevel(facet, draw)] };
}
