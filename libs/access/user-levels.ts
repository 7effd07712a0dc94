import type { Level } from '#events/grant.js';
import type { Period } from './assignments.js';
import { type Interval, Timeline, type TimelineDump } from './timeline.js';
import type { Undo } from './undo.js';

/** A level kept on a person at a resource. */
export type UserLevel = {
  readonly level: Level;
  readonly period?: Period;
  /** Revision of the event that gave it; recording its beginning makes a new value, not a new level. */
  readonly given: number;
  /** Whether its beginning was recorded. */
  readonly started?: true;
};

export type UserLevelKey = { readonly person: number; readonly node: number; readonly facet: string };

export type UserLevelsDump = {
  readonly keys: readonly UserLevelKey[];
  readonly levels: TimelineDump<UserLevel>;
};

/** User levels by person, node and facet. */
export class UserLevels {
  private readonly keys: UserLevelKey[];
  private readonly levels: Timeline<UserLevel>;
  private readonly byPerson = new Map<number, number[]>();
  private readonly byNode = new Map<number, number[]>();

  constructor(
    private readonly undo: Undo,
    dump?: UserLevelsDump,
  ) {
    this.keys = [...(dump?.keys ?? [])];
    this.levels = new Timeline<UserLevel>(undo, dump?.levels);
    this.keys.forEach((_, key) => this.index(key));
  }

  get(person: number, node: number, facet: string, revision: number): UserLevel | undefined {
    const key = this.find(person, node, facet);
    return key === undefined ? undefined : this.levels.get(key, revision);
  }

  set(person: number, node: number, facet: string, level: UserLevel | undefined, revision: number): void {
    const key = this.find(person, node, facet) ?? this.makeKey({ person, node, facet });
    this.levels.set(key, level, revision);
  }

  /** Levels that people have at the node. */
  *at(node: number, revision: number): Generator<UserLevelKey & { level: UserLevel }> {
    yield* this.standing(this.byNode.get(node), revision);
  }

  *of(person: number, revision: number): Generator<UserLevelKey & { level: UserLevel }> {
    yield* this.standing(this.byPerson.get(person), revision);
  }

  /** Every level that the person had at or before the revision. */
  *lives(person: number, revision: number): Generator<UserLevelKey & Interval<UserLevel>> {
    for (const key of this.byPerson.get(person) ?? []) {
      for (const interval of this.levels.intervals(key, revision)) yield { ...this.keys[key]!, ...interval };
    }
  }

  /** Standing levels with a period: what a timer looks at. */
  *withPeriod(revision: number): Generator<UserLevelKey & { level: UserLevel }> {
    for (let key = 0; key < this.keys.length; key++) {
      const level = this.levels.get(key, revision);
      if (level?.period !== undefined) yield { ...this.keys[key]!, level };
    }
  }

  dump(): UserLevelsDump {
    return { keys: this.keys, levels: this.levels.dump() };
  }

  private *standing(keys: readonly number[] | undefined, revision: number) {
    for (const key of keys ?? []) {
      const level = this.levels.get(key, revision);
      if (level !== undefined) yield { ...this.keys[key]!, level };
    }
  }

  private find(person: number, node: number, facet: string): number | undefined {
    return this.byPerson
      .get(person)
      ?.find((key) => this.keys[key]!.node === node && this.keys[key]!.facet === facet);
  }

  private makeKey(of: UserLevelKey): number {
    const key = this.keys.push(of) - 1;
    this.index(key);
    this.undo.step(() => {
      this.keys.pop();
      this.byPerson.get(of.person)!.pop();
      this.byNode.get(of.node)!.pop();
    });
    return key;
  }

  private index(key: number): void {
    const { person, node } = this.keys[key]!;
    for (const [index, of] of [
      [this.byPerson, person],
      [this.byNode, node],
    ] as const) {
      const keys = index.get(of);
      if (keys === undefined) index.set(of, [key]);
      else keys.push(key);
    }
  }
}
