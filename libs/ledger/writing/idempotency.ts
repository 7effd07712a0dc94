import type { Metadata } from '#events/envelope.js';
import { v5 as uuidV5 } from 'uuid';

/** How long a request is remembered, in milliseconds of ledger time. */
export const rememberedFor = 24 * 60 * 60 * 1000;

/** Where the version stands in the text of a UUID. */
const versionAt = 14;

/** Namespace of command ids; fixed for ever, since they are stored. */
const namespace = 'f0a4c1de-3b52-4e0f-9c57-2d1c6b7e8a90';

/** The first answer to a request that came with an idempotency key. */
export type Remembered = {
  /** HMAC of the body that it came with. */
  readonly body: string;
  readonly first: number;
  readonly last: number;
  /** Canonical JSON. */
  readonly warnings?: string;
};

export type IdempotencyDump = ReadonlyMap<string, Remembered>;

/** The id of a request with an idempotency key: whoever repeats it arrives at the same one. */
export function commandId(organization: string, credential: string, actor: string, key: string): string {
  return uuidV5([organization, credential, actor, key].join('|'), namespace);
}

/** The requests of the last 24 hours of ledger time, by command id; oldest first. */
export class Idempotency {
  readonly #remembered: Map<string, Remembered>;

  constructor(dump?: IdempotencyDump) {
    this.#remembered = new Map(dump);
  }

  find(command: string): Remembered | undefined {
    return this.#remembered.get(command);
  }

  /** Takes note of a durable event. Ids that no key led to are random and cannot come again. */
  note({ command, index, body, warnings }: Metadata, revision: number): void {
    if (body === undefined || command[versionAt] !== '5') return;
    if (index === '0') {
      this.#remembered.delete(command);
      const answer = { body, first: revision, last: revision };
      this.#remembered.set(command, warnings === undefined ? answer : { ...answer, warnings });
      return;
    }
    const begun = this.#remembered.get(command);
    if (begun !== undefined) this.#remembered.set(command, { ...begun, last: revision });
  }

  /** Forgets what is older than a day. `timeOf` answers the time of a revision, `now` is that of the last event. */
  prune(timeOf: (revision: number) => number, now: number): void {
    for (const [command, { last }] of this.#remembered) {
      if (timeOf(last) + rememberedFor >= now) return;
      this.#remembered.delete(command);
    }
  }

  dump(): IdempotencyDump {
    return this.#remembered;
  }
}
