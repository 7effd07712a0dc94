import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { keyBytes, open, seal } from './cipher.js';
import type { DataKey } from './vault.js';

/** What the key of an organization is for. Each use has a key of its own, derived from it. */
export class OrganizationKey {
  readonly #texts: Uint8Array;
  readonly #bodies: Uint8Array;
  readonly #invitations: Uint8Array;
  readonly #subjects: Uint8Array;

  /** Id of the key, as `OrganizationCreated` names it. */
  readonly id: string;

  constructor(organization: string, { id, key }: DataKey) {
    this.id = id;
    this.#texts = derive(key, organization, 'texts');
    this.#bodies = derive(key, organization, 'bodies');
    this.#invitations = derive(key, organization, 'invitations');
    this.#subjects = derive(key, organization, 'subjects');
  }

  /** Seals a text of this organization; `at` names its place, such as the id of the event that holds it. */
  sealText(text: string, at: string): string {
    return seal(this.#texts, text, at);
  }

  /** @throws StoreCorrupt when the text was not sealed here, or for another place */
  openText(sealed: string, at: string): string {
    return open(this.#texts, sealed, at).toString('utf8');
  }

  /** HMAC-SHA-256 (base64url) of the canonical body of a request. */
  bodyHash(canonical: string): string {
    return createHmac('sha256', this.#bodies).update(canonical).digest('base64url');
  }

  /** The single-use token of an invitation. It is not stored: whoever mails it derives it again. */
  invitationToken(person: number, expires: string): string {
    return createHmac('sha256', this.#invitations).update(`${person} ${expires}`).digest('base64url');
  }

  /** What stands for a user id outside of the ledger: 128 bits of an HMAC-SHA-256, in 22 characters of base64url. */
  subject(user: string): string {
    return createHmac('sha256', this.#subjects).update(user).digest().toString('base64url', 0, 16);
  }
}

/** SHA-256 (base64url) of a token, as `tokenHash` of an invitation has it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function derive(key: Uint8Array, organization: string, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, organization, `grantline ${use}`, keyBytes));
}
