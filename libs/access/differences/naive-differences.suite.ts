import type { Fact } from '#events/event.js';
import { NaiveAnswer } from '../testing/naive-answer.suite.js';
import { naiveFold, naivePath, type NaiveState } from '../testing/naive-state.suite.js';

/** What is gained and lost, by resource; resources without a difference are left out. */
export type NaiveLines = Record<string, { gained: string[]; lost: string[] }>;

/** A state by the letter of the definition, and the instant at which it is asked. */
export type NaiveMoment = { readonly state: NaiveState; readonly instant: number };

export function momentOf(facts: readonly Fact[], revision: number, instant: number): NaiveMoment {
  return { state: naiveFold(facts.slice(0, revision + 1)), instant };
}

type Has = (moment: NaiveMoment, resource: string) => ReadonlySet<string>;

export function personHas(person: number): Has {
  return ({ state, instant }, resource) => new NaiveAnswer(state, person, resource, instant).permissions();
}

/** What somebody would have who held nothing but the role at the place, where that place is the one that is meant. */
export function roleHas(role: string, place: string, isThere: (moment: NaiveMoment) => boolean): Has {
  const holder = 1_000_000;
  return (moment, resource) => {
    if (!isThere(moment)) return new Set();
    const alone: NaiveState = {
      ...moment.state,
      members: new Map([[holder, 'active']]),
      assignments: [{ person: holder, role, place }],
      userLevels: [],
    };
    return new NaiveAnswer(alone, holder, resource, moment.instant).permissions();
  };
}

/** The difference by looking at every resource of both moments, told where it is decided. */
export class NaiveDifference {
  constructor(
    private readonly from: NaiveMoment,
    private readonly to: NaiveMoment,
    private readonly has: Has,
  ) {}

  lines(): NaiveLines {
    const lines: NaiveLines = {};
    for (const resource of new Set([...this.from.state.parents.keys(), ...this.to.state.parents.keys()])) {
      const gained = this.told(resource, 'gained');
      const lost = this.told(resource, 'lost');
      if (gained.length + lost.length > 0) lines[resource] = { gained, lost };
    }
    return lines;
  }

  gained(resource: string): Set<string> {
    return without(this.at(this.to, resource), this.at(this.from, resource));
  }

  lost(resource: string): Set<string> {
    return without(this.at(this.from, resource), this.at(this.to, resource));
  }

  private told(resource: string, kind: 'gained' | 'lost'): string[] {
    const { state } = kind === 'gained' ? this.to : this.from;
    const parents = [this.from, this.to].map(({ state }) => state.parents.get(resource));
    const [above] = parents.filter((parent) => parent !== undefined);
    const isElsewhere = parents.some((parent) => parent !== undefined && parent !== above);
    const saidAbove = above === undefined || isElsewhere ? new Set() : this[kind](above);
    return [...this[kind](resource)]
      .filter((name) => !saidAbove.has(name) || decidedOn(state, name) === typeOf(resource))
      .sort();
  }

  private at(moment: NaiveMoment, resource: string): ReadonlySet<string> {
    return moment.state.parents.has(resource) ? this.has(moment, resource) : new Set();
  }
}

/** Resources on which what holds for the resource may be told: itself and those above it, up to where the permission is decided. */
export function toldOn({ state }: NaiveMoment, resource: string, name: string): string[] {
  if (!state.parents.has(resource)) return [];
  const path = naivePath(state.parents, resource);
  const decided = path.findIndex((ref) => typeOf(ref) === decidedOn(state, name));
  return decided < 0 ? path : path.slice(0, decided + 1);
}

/** Type of the facet that the permission belongs to; `undefined` for a derived one. */
function decidedOn({ document }: NaiveState, name: string): string | undefined {
  return Object.values(document.facets).find(({ permissions = [], levels = {} }) =>
    [...permissions, ...Object.values(levels).flatMap((level) => level.permissions ?? [])].includes(name),
  )?.type;
}

function without(some: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...some].filter((name) => !others.has(name)));
}

function typeOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}
