import type { LevelSet } from '#model/compiled.js';
import type { View } from './view.js';

export type StepKind = 'assignment' | 'grant' | 'override' | 'inheritance' | 'user_level' | 'derived';

/** One link of an explanation, with the event that made it so. */
export type Step = {
  readonly kind: StepKind;
  readonly text: string;
  /** Revision, time (UTC milliseconds) and actor of the event. */
  readonly revision: number;
  readonly time: number;
  readonly actor: string;
  readonly role?: string;
  readonly place?: string;
  readonly resource?: string;
  readonly facet?: string;
  readonly scope?: string;
  readonly level?: readonly string[];
};

/** Levels that somebody gets, and the steps that lead to them. */
export type Source = { readonly levels: LevelSet; readonly steps: readonly Step[] };

export type ShadowCode =
  | 'SHADOWED_BY_USER_LEVEL'
  | 'SHADOWED_BY_OVERRIDE'
  | 'SHADOWED_BY_SPECIFIC_GRANT'
  | 'OUTSIDE_ONLY';

/** Levels that would have been given, and what took their place. */
export type Shadow = {
  readonly code: ShadowCode;
  readonly text: string;
  readonly role: string;
  readonly levels: LevelSet;
  readonly by: Step;
};

/** Collects why a value is what it is. Deciding without a trace costs nothing for explanations. */
export class Trace {
  readonly sources: Source[] = [];
  readonly shadows: Shadow[] = [];

  constructor(private readonly view: View) {}

  /** A trace for a part of the answer, which the caller then takes over or turns into shadows. */
  fork(): Trace {
    return new Trace(this.view);
  }

  source(levels: LevelSet, ...steps: readonly Step[]): void {
    this.sources.push({ levels, steps });
  }

  /** What the other trace found is given here, reached by way of `step`. */
  adopt(inner: Trace, levels: (levels: LevelSet) => LevelSet | undefined, step: Step): void {
    for (const source of inner.sources) {
      const own = levels(source.levels);
      if (own !== undefined) this.sources.push({ levels: own, steps: [...source.steps, step] });
    }
    for (const shadow of inner.shadows) {
      const own = levels(shadow.levels);
      if (own !== undefined) this.shadows.push({ ...shadow, levels: own });
    }
  }

  /** What the other trace found would have been given, if it were not for `by`. */
  shadow(inner: Trace, code: ShadowCode, by: Step, role: string): void {
    for (const { levels, steps } of inner.sources) {
      const would = `role \`${role}\` would give ${list(levels.names)}`;
      const how = steps.at(-1)?.kind === 'inheritance' ? ' by inheritance' : '';
      this.shadows.push({ code, role, levels, by, text: `${by.text}: ${would}${how}` });
    }
    this.shadows.push(...inner.shadows);
  }

  /** A step made by the event at `revision`. */
  step(kind: StepKind, revision: number, text: string, ids: Partial<Step>): Step {
    const { history } = this.view.access;
    return { kind, text, revision, time: history.time(revision), actor: history.actor(revision), ...ids };
  }
}

export function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `\`${name}\``).join(', ');
}
