import type { Capability } from './caller.js';

/** What stands in the stream `credentials`. `hash` is the SHA-256 (base64url) of the secret, which is kept nowhere. */
export type CredentialEvent =
  | { type: 'OperatorAdded'; data: { id: string; name: string; hash: string } }
  | { type: 'OperatorRemoved'; data: { id: string } }
  | {
      type: 'KeyCreated';
      data: {
        id: string;
        name: string;
        organizations: readonly string[] | '*';
        capabilities: readonly Capability[];
        hash: string;
      };
    }
  | { type: 'KeyDeleted'; data: { id: string } };
