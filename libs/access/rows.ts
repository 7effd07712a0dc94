import { counts, type Period } from './assignments.js';
import type { Facts } from './facts.js';
import type { PersonStatus } from './people.js';
import type { RowAssignment, RowFacts, RowLevel } from './person-row.js';
import type { SharedFacts } from './shared.js';
import type { UserLevel } from './user-levels.js';
import { View } from './view.js';

/** People of an organization, each from a row: what stands, and behind it what ended where the past is asked about. */
export class Rows implements Pick<Facts, 'people' | 'assignments' | 'userLevels'> {
  readonly #rows = new Map<number, Row>();
  /** Assignments of all rows one behind the other; the index is the slot. */
  readonly #slots: RowAssignment[] = [];

  add(person: number, live: RowFacts, past?: RowFacts): void {
    const first = this.#slots.length;
    this.#slots.push(...live.assignments, ...(past?.assignments ?? []));
    this.#rows.set(person, { first, live, past });
  }

  readonly people = {
    status: (person: number, revision: number): PersonStatus | undefined => {
      const row = this.#rows.get(person);
      if (row === undefined) return undefined;
      return (stood(row.live.statuses, revision) ?? stood(row.past?.statuses, revision))?.status;
    },
  };

  readonly assignments = {
    count: (person: number, past: boolean): number => {
      const row = this.#rows.get(person);
      if (row === undefined) return 0;
      const { live } = row;
      return live.assignments.length + (past ? (row.past?.assignments.length ?? 0) : 0);
    },
    slot: (person: number, index: number): number => this.#rows.get(person)!.first + index,
    place: (person: number, index: number): number =>
      this.#slots[this.#rows.get(person)!.first + index]!.place,
    roleOf: (slot: number): number => this.#slots[slot]!.role,
    placeOf: (slot: number): number => this.#slots[slot]!.place,
    at: (slot: number, revision: number): RowAssignment | undefined => {
      const assignment = this.#slots[slot]!;
      return stands(assignment, revision) ? assignment : undefined;
    },
    holds: (slot: number, revision: number, instant: number): boolean => {
      const assignment = this.#slots[slot]!;
      return stands(assignment, revision) && counts(assignment.period, instant);
    },
  };

  readonly userLevels = {
    get: (person: number, node: number, facet: string, revision: number): UserLevel | undefined => {
      const row = this.#rows.get(person);
      if (row === undefined) return undefined;
      const found =
        levelAt(row.live.levels, node, facet, revision) ??
        levelAt(row.past?.levels ?? [], node, facet, revision);
      return found && given(found);
    },
  };
}

type Row = { readonly first: number; readonly live: RowFacts; readonly past: RowFacts | undefined };

/** What questions about people in rows read. The shared part may be ahead of `revision`: it knows its past. */
export function viewOfRows(
  shared: SharedFacts,
  rows: Rows,
  at: { readonly revision: number; readonly asOf: number; readonly instant: number },
): View<Facts> {
  return new View<Facts>(new FactsOfRows(shared, rows, at.revision), at.asOf, at.instant);
}

class FactsOfRows implements Facts {
  readonly tree: Facts['tree'];
  readonly roles: Facts['roles'];
  readonly overrides: Facts['overrides'];
  readonly people: Facts['people'];
  readonly assignments: Facts['assignments'];
  readonly userLevels: Facts['userLevels'];

  constructor(
    private readonly shared: SharedFacts,
    rows: Rows,
    /** Revision that the rows were read at. */
    readonly revision: number,
  ) {
    const { access } = shared;
    this.tree = access.tree;
    this.roles = access.roles;
    this.overrides = access.overrides;
    this.people = rows.people;
    this.assignments = rows.assignments;
    this.userLevels = rows.userLevels;
  }

  model(revision: number): ReturnType<Facts['model']> {
    return this.shared.access.model(revision);
  }

  modelReference(revision: number): ReturnType<Facts['modelReference']> {
    return this.shared.access.modelReference(revision);
  }

  modelSince(revision: number): number {
    return this.shared.access.modelSince(revision);
  }

  isClosed(revision: number): boolean {
    return this.shared.access.isClosed(revision);
  }
}

type Lasting = { readonly since: number; readonly to?: number; readonly period?: Period };

function stands({ since, to }: Lasting, revision: number): boolean {
  return since <= revision && (to === undefined || revision < to);
}

function stood<F extends Lasting>(facts: readonly F[] | undefined, revision: number): F | undefined {
  return facts?.find((fact) => stands(fact, revision));
}

function levelAt(levels: readonly RowLevel[], node: number, facet: string, revision: number) {
  return levels.find((level) => level.node === node && level.facet === facet && stands(level, revision));
}

function given({ level, since, period }: RowLevel): UserLevel {
  return { level, given: since, ...(period !== undefined && { period }) };
}
