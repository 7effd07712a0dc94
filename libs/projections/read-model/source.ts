import type { Access } from '#access/access.js';

/** The ledger of an organization, folded: what a copy of it is made from. It may be ahead of what it is asked about. */
export type Source = {
  readonly access: Access;
  /** Id of the organization's key. */
  readonly key: string;
  /** What stands for a person in a read model; `undefined` for somebody who cannot be found. */
  subject(person: number): string | undefined;
  /** Resolves when a revision is folded in. */
  at(options: { readonly atLeast: number }): Promise<unknown>;
  /** Reads the state with nothing in it that is not durable; `last` is the id of its last event. */
  settled<Result>(read: (last: string) => Result): Promise<Result>;
};

export type Sources = { open(organization: string): Promise<Source> };
