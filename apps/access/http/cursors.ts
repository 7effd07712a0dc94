import { DomainError } from '#model/errors.js';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Where a list goes on, in plain values that the list itself knows the meaning of. */
export type Position = readonly (string | number)[];

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

  seal(question: readonly string[], position: Position): string {
    const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
    return this.#tag(question, payload) + payload;
  }

  /**
   * The position that was sealed with the same question.
   *
   * @throws DomainError MALFORMED when it is not from here, or from another question
   */
  open<P extends Position>(question: readonly string[], text: string): P {
    const payload = text.slice(tagLength);
    const expected = Buffer.from(this.#tag(question, payload));
    const given = Buffer.from(text.slice(0, tagLength));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      const detail = 'the cursor is not from a page of this question, ask for the first page again';
      throw new DomainError('MALFORMED', detail);
    }
    // Nobody else can have made the tag, and a question seals positions of one kind only.
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as P;
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
