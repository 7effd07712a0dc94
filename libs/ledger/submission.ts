import type { Warning } from '#commands/context.js';
import type { CommandRequest } from '#commands/request.js';
import type { PresentedImpact } from './present-impact.js';
import type { PresentedEvent } from './present.js';

/** Whose rights decide, and the credential that speaks for them. */
export type Principal = {
  /** `operator:root`, `service:crm`, `oidc:<issuer name>`. */
  readonly via: string;
  /** Name of the credential, not the id of a key: retries go on working when the key is rotated. */
  readonly credential: string;
  readonly acting:
    | { readonly kind: 'exempt'; readonly actor: string; covers(command: string): boolean }
    | { readonly kind: 'person'; readonly user: string };
};

export type Submission = {
  readonly organization: string;
  readonly request: CommandRequest;
  /** The JSON as it was received; a repeat with the same idempotency key must bring the same. */
  readonly body: unknown;
  readonly principal: Principal;
  readonly idempotencyKey?: string;
  readonly correlation: string;
};

export type Receipt = {
  readonly organization: string;
  /** Of the last event of the request; of the ledger where there is none. */
  readonly revision: number;
  readonly events: readonly PresentedEvent[];
  readonly warnings: readonly Warning[];
  /** Whether this is the first answer again. */
  readonly repeated: boolean;
  readonly dryRun: boolean;
  /** Of a dry run: who would gain and lose what. */
  readonly impact?: PresentedImpact;
};
