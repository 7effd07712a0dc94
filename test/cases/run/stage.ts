import type { Code } from '#model/errors.js';

/** Who asks or orders: the platform's operator, a service with capabilities, or a person. */
export type Caller =
  | { readonly kind: 'operator' }
  | { readonly kind: 'service'; readonly name: string; readonly capabilities: readonly string[] }
  | { readonly kind: 'person'; readonly user: string };

export type Refused = { readonly refused: Code; readonly detail: string };

export type Done = {
  readonly revision: number;
  /** Data as it is answered over HTTP: people by their user id. */
  readonly events: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
  readonly warnings: readonly string[];
};

/** When a question is asked about: the present, a revision, or a time (UTC milliseconds). */
export type Moment = { readonly revision: number } | { readonly time: number } | undefined;

export type Question = {
  readonly organization: string;
  readonly caller: Caller;
  readonly on: string;
  readonly parent?: string | undefined;
  readonly asOf: Moment;
};

export type Step = { readonly kind: string; readonly actor: string; readonly revision: number };

export type Answer = {
  readonly decision: boolean;
  readonly reason: string;
  readonly because: readonly (readonly Step[])[];
  readonly hidden: readonly { readonly code: string; readonly role?: string; readonly level?: string }[];
};

/** One way to run the cases: the pure fold, a fold rebuilt from the store, HTTP. */
export type Stage = {
  readonly name: string;
  /** Whether the models that ship with the service are there from the start. */
  readonly shipsModels: boolean;
  publish(document: unknown): Promise<void>;
  /** Sets the clock, UTC milliseconds. */
  clock(now: number): void;
  submit(
    organization: string,
    caller: Caller,
    commands: readonly { readonly type: string; readonly data: unknown }[],
  ): Promise<Done | Refused>;
  explain(question: Question, user: string, permission: string): Promise<Answer | Refused>;
  /** Every permission of the model that the user has there. */
  permissions(question: Question, user: string): Promise<readonly string[] | Refused>;
  who(question: Question, permission: string): Promise<readonly string[] | Refused>;
  /** Absent where there is no query API. Answers the parsed body. */
  query?(question: Omit<Question, 'on'>, path: string): Promise<unknown>;
  close(): Promise<void>;
};
