import { READ_MODEL_FORMAT } from '#projections/read-model/read-model.js';

/**
 * Names of the keys of one organization: in a cluster all of them lie in one slot, by the tag in braces. The head says
 * which copy answers; every copy has keys of its own.
 */
export class Keys {
  readonly #prefix: string;

  /** `epoch` is the life of the store: what was made of another one is not even looked at. */
  constructor(epoch: string) {
    this.#prefix = `grantline:${READ_MODEL_FORMAT}:${epoch}:`;
  }

  /** Organizations that somebody asked for in vain. */
  get wanted(): string {
    return `${this.#prefix}wanted`;
  }

  head(organization: string): string {
    return `${this.#prefix}{${organization}}`;
  }

  copy(organization: string, copy: string): CopyKeys {
    const of = `${this.head(organization)}:${copy}:`;
    return {
      head: `${of}head`,
      people: `${of}people`,
      subjects: `${of}subjects`,
      past: `${of}past`,
      times: `${of}times`,
      facts: `${of}facts`,
      shared: `${of}shared`,
    };
  }
}

/** Keys of a copy. */
export type CopyKeys = {
  /** Head of the copy while it is made; then it becomes the head of the organization. */
  readonly head: string;
  /** Hash: number of a person -> subject, in 22 characters, and the row behind it. */
  readonly people: string;
  /** Hash: subject -> number. */
  readonly subjects: string;
  /** Hash: number -> what ended, of those for whom something did. */
  readonly past: string;
  /** 13 digits for every event: its time in UTC milliseconds. */
  readonly times: string;
  /** List: shared facts behind the dump. */
  readonly facts: string;
  /** Dump of the shared part. */
  readonly shared: string;
};
