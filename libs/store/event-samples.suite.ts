import type { NewEvent, StoredEvent } from '#events/envelope.js';
import type { EventReader, PlacedEvent, ReadOptions } from './event-store.js';

/** The event number `n`: the same id and content whenever it is asked for. */
export function sample(n: number, data: NewEvent['data'] = { person: n, role: 'developer' }): NewEvent {
  const number = n.toString(16).padStart(12, '0');
  return {
    id: `5f0c9f6e-0000-4000-8000-${number}`,
    type: 'RoleAssigned',
    metadata: {
      schema: '1',
      time: '1795305600000',
      clock: '1795305600003',
      actor: 'person:17',
      via: 'service:crm',
      command: `7d3d2f2c-0000-4000-8000-${number}`,
      index: '0',
      count: '1',
      correlation: `9b1c54aa-0000-4000-8000-${number}`,
      model: 'ocp@1',
    },
    data,
  };
}

/** Events number `from` to `to`, both included. */
export function samples(from: number, to: number): readonly NewEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => sample(from + index));
}

/** What a store gives back for events that were appended to `stream` from revision `first` on. */
export function stored(stream: string, events: readonly NewEvent[], first = 0): readonly StoredEvent[] {
  return events.map((event, index) => ({ ...event, stream, revision: first + index }));
}

export async function readAll(
  store: EventReader,
  stream: string,
  options?: ReadOptions,
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of store.read(stream, options)) events.push(...page);
  return events;
}

export async function revisions(
  store: EventReader,
  stream: string,
  options?: ReadOptions,
): Promise<readonly number[]> {
  return (await readAll(store, stream, options)).map(({ revision }) => revision);
}

/** A subscription that hands out events one by one or in numbers. */
export class Subscriber {
  readonly #abort = new AbortController();
  readonly #events: AsyncIterator<PlacedEvent>;
  readonly #reachedEnd: (() => void)[] = [];
  caughtUp = 0;

  constructor(store: EventReader, options: { after?: string; prefix?: string } = {}) {
    const caughtUp = (): void => {
      this.caughtUp += 1;
      for (const resolve of this.#reachedEnd.splice(0)) resolve();
    };
    const subscription = store.subscribe({ ...options, signal: this.#abort.signal, caughtUp });
    this.#events = subscription[Symbol.asyncIterator]();
  }

  async next(): Promise<PlacedEvent | undefined> {
    const { done, value } = await this.#events.next();
    return done === true ? undefined : value;
  }

  async take(count: number): Promise<readonly PlacedEvent[]> {
    const events: PlacedEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (event === undefined) break;
      events.push(event);
    }
    return events;
  }

  /** Resolves the next time the subscription says that it has reached the end. */
  end(): Promise<void> {
    return new Promise((resolve) => this.#reachedEnd.push(resolve));
  }

  abort(): void {
    this.#abort.abort();
  }
}

/** Stream and revision of events, for comparing an order. */
export function places(events: readonly StoredEvent[]): readonly string[] {
  return events.map(({ stream, revision }) => `${stream}@${revision}`);
}
