/** An event as a client proposes it. */
export type Proposed = {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly metadata: Uint8Array;
  readonly data: Uint8Array;
};

export type Recorded = Proposed & {
  readonly stream: string;
  readonly revision: number;
  /** Place in the order of all streams, from 1. */
  readonly position: number;
  /** UTC milliseconds. */
  readonly created: number;
};

export type Expected = number | 'any' | 'no stream' | 'stream exists';

export type Appended =
  | { readonly kind: 'written'; readonly last: number; readonly position: number }
  | { readonly kind: 'wrong version'; readonly current: number | undefined }
  | { readonly kind: 'deleted' };

type Stream = {
  readonly events: Recorded[];
  /** Events before this revision are not read any more. */
  truncatedBefore: number;
  maxCount: number;
  tombstoned: boolean;
};

/** What the stand-in remembers: streams with the rules of EventStoreDB that Grantline counts on, in the memory of the process. */
export class Log {
  readonly all: Recorded[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #waiting = new Set<() => void>();

  append(stream: string, proposed: readonly Proposed[], expected: Expected): Appended {
    const found = this.#streams.get(stream);
    if (found?.tombstoned === true) return { kind: 'deleted' };
    const head = (found?.events.length ?? 0) - 1;
    const exists = found !== undefined && head >= found.truncatedBefore;
    if (!fits(expected, head, exists)) {
      // A server knows some repeats again, and not for ever: here it never does.
      return { kind: 'wrong version', current: exists ? head : undefined };
    }
    for (const event of proposed) this.#record(stream, event);
    this.#announce();
    return { kind: 'written', last: head + proposed.length, position: this.all.length };
  }

  /** What can be read of a stream; `undefined` when there is none, `deleted` when it has a tombstone. */
  read(stream: string): readonly Recorded[] | 'deleted' | undefined {
    const found = this.#streams.get(stream);
    if (found === undefined) return undefined;
    if (found.tombstoned) return 'deleted';
    const from = Math.max(found.truncatedBefore, found.events.length - found.maxCount);
    const readable = found.events.slice(from);
    return readable.length === 0 ? undefined : readable;
  }

  /** The stream can be written anew, and goes on counting. */
  delete(stream: string): void {
    const found = this.#streams.get(stream);
    if (found !== undefined) found.truncatedBefore = found.events.length;
  }

  /** The stream can never be written again. */
  tombstone(stream: string): void {
    this.#record(stream, {
      id: crypto.randomUUID(),
      type: '$streamDeleted',
      contentType: 'application/octet-stream',
      metadata: new Uint8Array(),
      data: new Uint8Array(),
    });
    this.#stream(stream).tombstoned = true;
    this.#announce();
  }

  /** Calls once when more is written. */
  whenWritten(call: () => void): void {
    this.#waiting.add(call);
  }

  #record(stream: string, event: Proposed): void {
    const { events } = this.#stream(stream);
    const place = { stream, revision: events.length, position: this.all.length + 1, created: Date.now() };
    const recorded = { ...event, ...place };
    events.push(recorded);
    this.all.push(recorded);
    if (stream.startsWith('$$')) this.#settle(stream.slice(2), event);
  }

  #settle(stream: string, { data }: Proposed): void {
    const settings = JSON.parse(Buffer.from(data).toString()) as Readonly<Record<string, unknown>>;
    const { $maxCount, $tb } = settings;
    const of = this.#stream(stream);
    if (typeof $maxCount === 'number') of.maxCount = $maxCount;
    if (typeof $tb === 'number') of.truncatedBefore = $tb;
  }

  #stream(name: string): Stream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = { events: [], truncatedBefore: 0, maxCount: Infinity, tombstoned: false };
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #announce(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const call of waiting) call();
  }
}

function fits(expected: Expected, head: number, exists: boolean): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'no stream':
      return !exists;
    case 'stream exists':
      return exists;
    default:
      return expected === head;
  }
}
