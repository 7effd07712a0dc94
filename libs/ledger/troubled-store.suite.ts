import type { NewEvent } from '#events/envelope.js';
import {
  type EventStore,
  type ExpectedRevision,
  OutcomeUnknown,
  StoreUnavailable,
} from '#store/event-store.js';

type Append = {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
};

type Trouble = (write: () => Promise<number>) => Promise<number>;

/** A store that counts what it is asked to append and can be told what goes wrong with it. */
export class TroubledStore implements EventStore {
  readonly appends: Append[] = [];
  readonly #troubles: Trouble[] = [];

  constructor(private readonly store: EventStore) {}

  /** The next append is not written, and the caller cannot know. */
  loseRequest(): void {
    this.#troubles.push(() => Promise.reject(new OutcomeUnknown('the connection broke')));
  }

  /** The next append is written, and the caller cannot know. */
  loseAnswer(): void {
    this.#troubles.push(async (write) => {
      await write();
      throw new OutcomeUnknown('the connection broke');
    });
  }

  /** The next append is refused. */
  refuse(): void {
    this.#troubles.push(() => Promise.reject(new StoreUnavailable('the disk is full')));
  }

  /** Nothing goes wrong any more. */
  recover(): void {
    this.#troubles.length = 0;
  }

  /** Something happens before the next append is looked at. */
  before(happens: () => Promise<unknown>): void {
    this.#troubles.push(async (write) => {
      await happens();
      return write();
    });
  }

  /** The next append waits. The first promise resolves when it has come, the function lets it go on. */
  hold(): { readonly arrived: Promise<void>; release(): void } {
    const arrived = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.before(() => {
      arrived.resolve();
      return released.promise;
    });
    return { arrived: arrived.promise, release: () => released.resolve() };
  }

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<number> {
    this.appends.push({ stream, events, expected });
    const write = (): Promise<number> => this.store.append(stream, events, expected);
    const trouble = this.#troubles.shift();
    return trouble === undefined ? write() : trouble(write);
  }

  read(...asked: Parameters<EventStore['read']>): ReturnType<EventStore['read']> {
    return this.store.read(...asked);
  }

  head(stream: string): Promise<number | undefined> {
    return this.store.head(stream);
  }

  subscribe(...asked: Parameters<EventStore['subscribe']>): ReturnType<EventStore['subscribe']> {
    return this.store.subscribe(...asked);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
