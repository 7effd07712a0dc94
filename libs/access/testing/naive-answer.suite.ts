import type { Grant } from '#events/grant.js';
import type { FacetDocument, ModelDocument } from '#model/document.js';
import { naivePath, type Lasting, type NaiveState } from './naive-state.suite.js';

/** Levels that are given, and levels that would be, each with what took its place. */
type Value = { given: string[]; noted: { code: string; level: string }[] };

/**
 * The answer by the letter of the definition: loops over everything, keeps nothing, knows nothing of the fold.
 * `leafOf` is the parent of a resource that is not registered.
 */
export class NaiveAnswer {
  private readonly path: readonly string[];

  constructor(
    private readonly state: NaiveState,
    private readonly person: number,
    private readonly resource: string,
    /** UTC milliseconds. */
    private readonly instant: number,
    leafOf?: string,
  ) {
    this.path =
      leafOf === undefined
        ? naivePath(state.parents, resource)
        : [resource, ...naivePath(state.parents, leafOf)];
  }

  /** Every permission that the person has on the resource. */
  permissions(): Set<string> {
    const { document, members, closed } = this.state;
    const out = new Set<string>();
    if (members.get(this.person) !== 'active' || closed) return out;
    for (const [facet, { type }] of Object.entries(document.facets)) {
      const target = this.path.find((ref) => typeOf(ref) === type);
      if (target === undefined) continue;
      for (const level of this.userValue(facet, target).given) {
        for (const permission of permissionsOf(document, facet, level)) out.add(permission);
      }
    }
    for (let before = -1; before < out.size;) {
      before = out.size;
      for (const [derived, { any_of }] of Object.entries(document.derived ?? {})) {
        if (any_of.some((all) => all.every((needed) => out.has(needed)))) out.add(derived);
      }
    }
    return out;
  }

  /** Codes of what hides a permission that is not derived; `undefined` where it does not apply. */
  shadows(permission: string): Set<string> | undefined {
    const { document } = this.state;
    const [facet, { type }] = Object.entries(document.facets).find(([name]) =>
      permissionsOf(document, name, '*').has(permission),
    )!;
    const target = this.path.find((ref) => typeOf(ref) === type);
    if (target === undefined) return undefined;
    const { noted } = this.userValue(facet, target);
    return new Set(
      noted
        .filter(({ level }) => permissionsOf(document, facet, level).has(permission))
        .map(({ code }) => code),
    );
  }

  private userValue(facet: string, target: string): Value {
    const effect = this.state.document.facets[facet]!.user_grants?.effect;
    const own = this.state.userLevels.find(
      (level) =>
        effect !== undefined &&
        level.person === this.person &&
        level.resource === target &&
        level.facet === facet &&
        this.counts(level),
    );
    const roles: Value = { given: [], noted: [] };
    for (const { person, role, place, ...period } of this.state.assignments) {
      if (person !== this.person || !this.above(target).includes(place) || !this.counts(period)) continue;
      const { given, noted } = this.roleValue(role, place, facet, target, this.resource);
      roles.given.push(...given);
      roles.noted.push(...noted);
    }
    if (own === undefined) return roles;
    if (effect === 'add') return { given: [...roles.given, ...own.level], noted: roles.noted };
    const hidden = roles.given.map((level) => ({ code: 'SHADOWED_BY_USER_LEVEL', level }));
    return { given: [...own.level], noted: [...hidden, ...roles.noted] };
  }

  private roleValue(role: string, place: string, facet: string, target: string, asked: string): Value {
    if (!this.state.roles.has(role)) return { given: [], noted: [] };
    const override = this.state.overrides.find((o) => o.resource === target && o.facet === facet)?.roles;
    const replaces = this.state.document.facets[facet]!.override?.replaces;
    const unlisted = this.defaultValue(role, place, facet, target, asked);
    if (override === undefined || replaces === undefined) return unlisted;
    const listed = Object.entries(override).find(([id]) => id === role)?.[1];
    if (listed === undefined && replaces === 'role') return unlisted;
    const hidden = unlisted.given.map((level) => ({ code: 'SHADOWED_BY_OVERRIDE', level }));
    return { given: [...(listed ?? [])], noted: [...hidden, ...unlisted.noted] };
  }

  private defaultValue(role: string, place: string, facet: string, target: string, asked: string): Value {
    const value = this.ownValue(role, place, facet, target, asked);
    const parent = this.above(target)[1];
    if (parent === undefined || !this.above(parent).includes(place)) return value;
    for (const { from, map } of this.state.document.facets[facet]!.inherit ?? []) {
      if (typeOf(parent) !== this.state.document.facets[from]!.type) continue;
      const passed = (level: string) => passOn(this.state.document.facets[facet]!, map, level);
      const { given, noted } = this.roleValue(role, place, from, parent, parent);
      value.given.push(...given.flatMap(passed));
      value.noted.push(
        ...noted.flatMap(({ code, level }) => passed(level).map((own) => ({ code, level: own }))),
      );
    }
    return value;
  }

  private ownValue(role: string, place: string, facet: string, target: string, asked: string): Value {
    const type = this.state.document.types[typeOf(target)]!;
    const ranked = this.state.roles
      .get(role)!
      .grants.map((grant) => ({ grant, rank: this.rank(grant, place, target) }))
      .filter(({ rank }) => rank !== undefined);
    const mentions = ({ give }: Grant) => Object.hasOwn(give, facet);
    let candidates = ranked;
    const value: Value = { given: [], noted: [] };
    if (type.combine === 'most-specific') {
      if (type.replaces === 'facet') candidates = candidates.filter(({ grant }) => mentions(grant));
      const highest = Math.max(...candidates.map(({ rank }) => rank!));
      const dropped = candidates.filter(({ grant, rank }) => rank! < highest && mentions(grant));
      for (const { grant } of dropped) {
        value.noted.push(
          ...grant.give[facet]!.map((level) => ({ code: 'SHADOWED_BY_SPECIFIC_GRANT', level })),
        );
      }
      candidates = candidates.filter(({ rank }) => rank === highest);
    }
    for (const { grant } of candidates.filter(({ grant }) => mentions(grant))) {
      if (this.covers(grant, target, asked)) value.given.push(...grant.give[facet]!);
      else value.noted.push(...grant.give[facet]!.map((level) => ({ code: 'OUTSIDE_ONLY', level })));
    }
    return value;
  }

  private rank({ scope }: Grant, place: string, target: string): number | undefined {
    const path = this.above(target);
    if (scope === '.') return target === place ? 1000 : undefined;
    if (scope === `${typeOf(target)}:*`) return 0;
    if (scope === target) return 1000;
    const distance = scope.endsWith('/**') ? path.indexOf(scope.slice(0, -3)) : -1;
    return distance < 0 ? undefined : 900 - distance;
  }

  private covers({ only }: Grant, target: string, asked: string): boolean {
    const between = this.above(asked).slice(0, this.above(asked).indexOf(target));
    return between.every((ref) => {
      const listed = only?.[typeOf(ref)];
      return listed === undefined || listed.includes(ref.slice(typeOf(ref).length + 1));
    });
  }

  private counts({ from, until }: Lasting): boolean {
    return (
      (from === undefined || Date.parse(from) <= this.instant) &&
      (until === undefined || this.instant < Date.parse(until))
    );
  }

  /** Everything the question is about lies on one path. */
  private above(ref: string): readonly string[] {
    return this.path.slice(this.path.indexOf(ref));
  }
}

function permissionsOf({ facets }: ModelDocument, facet: string, level: string): Set<string> {
  const { levels = {}, permissions = [], none } = facets[facet]!;
  const all = [...permissions, ...Object.values(levels).flatMap((one) => one.permissions ?? [])];
  if (level === '*') return new Set(all);
  if (level === none) return new Set();
  if (!Object.hasOwn(levels, level)) return new Set(all.filter((permission) => permission === level));
  const { includes = [], permissions: own = [] } = levels[level]!;
  return new Set([
    ...own,
    ...includes.flatMap((included) => [...permissionsOf({ facets } as ModelDocument, facet, included)]),
  ]);
}

function passOn(
  facet: FacetDocument,
  map: 'same' | Readonly<Record<string, string>>,
  level: string,
): string[] {
  if (map !== 'same') return Object.hasOwn(map, level) ? [map[level]!] : [];
  const { levels = {}, permissions = [], none } = facet;
  const words = [
    '*',
    none,
    ...permissions,
    ...Object.keys(levels),
    ...Object.values(levels).flatMap((one) => one.permissions ?? []),
  ];
  return words.includes(level) ? [level] : [];
}

function typeOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}
