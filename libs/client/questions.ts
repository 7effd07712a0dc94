import type { Ref } from './commands.js';
import { notGrantline } from './failure.js';

/** What a user can do somewhere: the question of a check. */
export type Question = Target & {
  /** Id of the user. */
  readonly user: string;
  readonly permission: string;
};

export type Target = {
  readonly resource: Ref;
  /** Where the resource lies, for one that is not registered. Counts from services and operators only. */
  readonly parent?: Ref | undefined;
};

type Entity = { readonly type: string; readonly id: string; readonly properties?: { readonly parent: Ref } };

/** A question as AuthZEN has it. */
export type Evaluation = {
  readonly subject: Entity;
  readonly action: { readonly name: string };
  readonly resource: Entity;
};

export function evaluationOf({ user, permission, ...target }: Question): Evaluation {
  return { subject: subjectOf(user), action: { name: permission }, resource: entityOf(target) };
}

export function subjectOf(user: string): Entity {
  return { type: 'user', id: user };
}

export function entityOf({ resource, parent }: Target): Entity {
  // A type has no colon, an id may have some.
  const colon = resource.indexOf(':');
  return {
    type: resource.slice(0, Math.max(0, colon)),
    id: resource.slice(colon + 1),
    ...(parent !== undefined && { properties: { parent } }),
  };
}

/** Only what says so in so many words is a yes or a no. */
export function decisionOf(answer: unknown): boolean {
  const decision =
    typeof answer === 'object' && answer !== null && 'decision' in answer ? answer.decision : undefined;
  if (typeof decision !== 'boolean') throw notGrantline('a decision came back that is neither yes nor no');
  return decision;
}

/** Why a decision was made. */
export type Explanation = {
  readonly allowed: boolean;
  /** `undefined` where the caller may not know it. */
  readonly reason: Reason | undefined;
  /** Revision that was decided at. */
  readonly revision: number | undefined;
  /** Every chain of facts that leads to the permission. */
  readonly because: readonly Chain[];
  /** What would have given it, and what took its place. */
  readonly hidden: readonly Hidden[];
};

export type Reason =
  | 'ALLOWED'
  | 'ORGANIZATION_CLOSED'
  | 'UNKNOWN_PERMISSION'
  | 'UNKNOWN_RESOURCE'
  | 'UNKNOWN_SUBJECT'
  | 'NOT_AN_ACTIVE_MEMBER'
  | 'NOT_APPLICABLE'
  | 'SHADOWED_BY_OVERRIDE'
  | 'SHADOWED_BY_USER_LEVEL'
  | 'SHADOWED_BY_SPECIFIC_GRANT'
  | 'OUTSIDE_ONLY'
  | 'NO_ROLE_GIVES_IT'
  | (string & {});

/** One link of an explanation, with revision, time and actor of the event that made it so. */
export type Step = {
  readonly kind: 'assignment' | 'grant' | 'override' | 'inheritance' | 'user_level' | 'derived';
  readonly text: string;
  readonly revision: number;
  readonly time: string;
  readonly actor: string;
  readonly role?: string;
  readonly place?: Ref;
  readonly resource?: Ref;
  readonly facet?: string;
  readonly scope?: string;
  readonly level?: readonly string[];
};

export type Chain = readonly Step[];

export type Hidden = {
  readonly code: Reason;
  readonly text: string;
  readonly role?: string;
  readonly level?: string | readonly string[];
  readonly by: Step;
};
