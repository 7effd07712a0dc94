import { DomainError } from '#model/errors.js';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Where a list goes on: what it was asked for, the state of its first page, and the last item that was shown. */
export type Cursor = {
  readonly revision: number;
  /** UTC milliseconds that the first page was decided at. */
  readonly instant: number;
  /** How many items a page has. */
  readonly limit: number;
  /** Number of the last item that was shown. */
  readonly after: number;
};

const tagLength = 22;

/**
 * Opaque texts of cursors. They are signed, so that nobody reads the past by making one up, and bound to the question,
 * so that no page goes on with another.
 */
export class Cursors {
  readonly #key: Buffer;

  constructor(masterKey: Uint8Array) {
    this.#key = createHmac('sha256', masterKey).update('grantline cursors').digest();
  }

  seal(question: readonly string[], { revision, instant, limit, after }: Cursor): string {
    const payload = Buffer.from(JSON.stringify([revision, instant, limit, after])).toString('base64url');
    return this.#tag(question, payload) + payload;
  }

  /** @throws DomainError MALFORMED when it is not from here, or from another question */
  open(question: readonly string[], text: string): Cursor {
    const payload = text.slice(tagLength);
    const expected = Buffer.from(this.#tag(question, payload));
    const given = Buffer.from(text.slice(0, tagLength));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new DomainError(
        'MALFORMED',
        'the cursor is not from a page of this question, ask for the first page again',
      );
    }
    // Nobody else can have made the tag.
    const [revision, instant, limit, after] = JSON.parse(
      Buffer.from(payload, 'base64url').toString(),
    ) as number[];
    return { revision: revision!, instant: instant!, limit: limit!, after: after! };
  }

  #tag(question: readonly string[], payload: string): string {
    const asked = createHash('sha256').update(JSON.stringify(question)).digest();
    return createHmac('sha256', this.#key)
      .update(asked)
      .update(payload)
      .digest('base64url')
      .slice(0, tagLength);
  }
}
