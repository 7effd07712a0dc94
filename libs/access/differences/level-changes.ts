import type { CompiledModel, LevelSet } from '#model/compiled.js';
import { type Sets, same, setsOf } from './sets.js';

/** What somebody has on a resource: a set for each facet, in the order of the model; none for who can have nothing. */
export type Levels = readonly LevelSet[];

export const noLevels: Levels = [];

/**
 * The permissions that levels give at one moment and not at the other. What is asked twice in a row is worked out once
 * and is the same object: a role gives the same at one place as at the next.
 */
export class LevelChanges {
  private last: { readonly was: Levels; readonly is: Levels; readonly sets: Sets } | undefined;

  constructor(
    private readonly from: CompiledModel,
    private readonly to: CompiledModel,
  ) {}

  between(was: Levels, is: Levels): Sets {
    if (this.from === this.to && areEqual(was, is)) return same;
    const { last } = this;
    if (last !== undefined && areEqual(last.was, was) && areEqual(last.is, is)) return last.sets;
    const sets = this.compare(was, is);
    this.last = { was, is, sets };
    return sets;
  }

  private compare(was: Levels, is: Levels): Sets {
    const { from, to } = this;
    const [before, after] = [permissionsOf(from, was), permissionsOf(to, is)];
    const gained = namesOf(to, is, without(after, translated(before, from, to)));
    const lost = namesOf(from, was, without(before, translated(after, to, from)));
    return setsOf(gained, lost, []);
  }
}

/** Equal sets of one model are the same object. */
function areEqual(some: Levels, others: Levels): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

/** A bit for each permission, derived ones included. */
type Permissions = Uint32Array;

function permissionsOf({ permissions, derived }: CompiledModel, levels: Levels): Permissions {
  const found = none(permissions.length);
  for (const { bits } of levels) for (let word = 0; word < bits.length; word++) found[word]! |= bits[word]!;
  for (const { permission, anyOf } of derived) {
    if (anyOf.some((all) => all.every((needed) => has(found, needed)))) add(found, permission);
  }
  return found;
}

/** Their names: facet by facet, derived ones last. Takes each out of `wanted`, so that none is named twice. */
function namesOf({ permissions, derived }: CompiledModel, levels: Levels, wanted: Permissions): string[] {
  const names: string[] = [];
  for (const { bits } of levels) {
    for (let word = 0; word < bits.length; word++) {
      const some = bits[word]! & wanted[word]!;
      wanted[word]! &= ~some;
      for (let left = some; left !== 0; left &= left - 1) {
        names.push(permissions[word * 32 + (31 - Math.clz32(left & -left))]!);
      }
    }
  }
  for (const { permission } of derived) if (has(wanted, permission)) names.push(permissions[permission]!);
  return names;
}

/** The same permissions as the other model numbers them; without those that it does not know. */
function translated(some: Permissions, model: CompiledModel, other: CompiledModel): Permissions {
  if (model === other) return some;
  const found = none(other.permissions.length);
  model.permissions.forEach((name, permission) => {
    const number = has(some, permission) ? other.permission(name) : undefined;
    if (number !== undefined) add(found, number);
  });
  return found;
}

function none(permissions: number): Permissions {
  return new Uint32Array((permissions + 31) >>> 5);
}

function without(some: Permissions, others: Permissions): Permissions {
  return some.map((word, at) => word & ~others[at]!);
}

function has(some: Permissions, permission: number): boolean {
  return ((some[permission >>> 5]! >>> (permission & 31)) & 1) === 1;
}

function add(some: Permissions, permission: number): void {
  some[permission >>> 5]! |= 1 << (permission & 31);
}
