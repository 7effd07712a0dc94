import { heldBy } from '../held.js';
import { NOWHERE } from '../view.js';
import type { Changed } from './changed.js';
import type { Spot, Spots } from './spots.js';

/** The events between two moments that made something differ, by what they are about. */
export class Causes {
  private readonly everything: number[] = [];
  private readonly persons = new Map<number, { revision: number; at: number }[]>();
  private readonly roles = new Map<number, number[]>();
  private readonly nodes = new Map<Spot, number[]>();

  constructor(
    private readonly spots: Spots,
    { persons, roles, moved, listed }: Changed,
  ) {
    const { from, to } = spots;
    to.access.subjects.between(from.revision, to.revision, (kind, number, at, revision) => {
      if (kind === 'everything') this.everything.push(revision);
      else if (kind === 'person' && persons.has(number)) add(this.persons, number, { revision, at });
      else if (kind === 'role' && roles.has(number)) add(this.roles, number, revision);
      else if (kind === 'node') {
        const spot = spots.of(number);
        if (moved.has(spot) || listed.has(spot)) add(this.nodes, spot, revision);
      }
    });
  }

  /** Revisions of what made the person's access to the resource another one, in order; none where only time did. */
  ofPerson(person: number, spot: Spot): readonly number[] {
    const path = this.path(spot);
    const found = this.ofPath(path);
    for (const { revision, at } of this.persons.get(person) ?? []) {
      if (at === NOWHERE || path.has(this.spots.of(at))) found.push(revision);
    }
    // What the person holds matters only where a role changed.
    const views = this.roles.size === 0 ? [] : [this.spots.from, this.spots.to];
    for (const view of views) {
      for (const { role, place } of heldBy(view, person)) {
        if (path.has(this.spots.of(place))) found.push(...(this.roles.get(role) ?? []));
      }
    }
    return inOrder(found);
  }

  /** The same for what a role gives. */
  ofRole(role: number, spot: Spot): readonly number[] {
    return inOrder([...this.ofPath(this.path(spot)), ...(this.roles.get(role) ?? [])]);
  }

  private ofPath(path: ReadonlySet<Spot>): number[] {
    return [...this.everything, ...[...path].flatMap((spot) => this.nodes.get(spot) ?? [])];
  }

  /** The resource and everything that it lies in, at either moment. */
  private path({ before, after }: Spot): ReadonlySet<Spot> {
    const { from, to } = this.spots;
    return new Set([...from.path(before), ...to.path(after)].map((node) => this.spots.of(node)));
  }
}

function add<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}

function inOrder(revisions: readonly number[]): number[] {
  return [...new Set(revisions)].sort((a, b) => a - b);
}
