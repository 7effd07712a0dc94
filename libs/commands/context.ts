import type { Identity } from '#events/person.js';
import type { ModelReference } from '#events/organization.js';
import type { Code } from '#model/errors.js';

/**
 * Whose rights decide. Operators, and services that write in their own name, are not bound by administration rights
 * and limits on giving, but by every other rule. A person has exactly the person's own rights.
 */
export type Caller =
  | {
      readonly kind: 'exempt';
      /** `operator:root` or `service:crm`. */
      readonly actor: string;
      /** Whether the credential covers the command at all. */
      covers(command: string): boolean;
    }
  | {
      readonly kind: 'person';
      readonly user: string;
      /** `undefined` for somebody the ledger does not know. */
      readonly person: number | undefined;
    };

/** Who the numbers of a ledger are. An erased person is not found by any user id. */
export type Directory = {
  find(user: string): number | undefined;
  identity(person: number): Identity | undefined;
  /** Id of the key that the person's identity is sealed under. */
  key(person: number): string | undefined;
};

export type Warning = { readonly code: Code | 'DEPRECATED_ROLE'; readonly detail: string };

/** Everything a decision needs that is not in the fold: it makes no call of its own to a clock, a random source or a store. */
export type Context = {
  readonly organization: string;
  readonly caller: Caller;
  /** The instant of the decision, UTC milliseconds: never before the last event of the ledger. */
  readonly now: number;
  readonly directory: Directory;
  /** Id of a new key (random UUID). */
  newKey(): string;
  /** SHA-256 (base64url) of the single-use token of an invitation that expires then. */
  invitationTokenHash(person: number, expires: string): string;
  /** Hash of a token that somebody brings. */
  hashToken(token: string): string;
  /** A published model; the newest version when none is named; `undefined` when there is none such. */
  model(name: string, version?: number): ModelReference | undefined;
  warn(warning: Warning): void;
};
