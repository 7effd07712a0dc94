import type { Metadata, NewEvent } from '#events/envelope.js';
import { type EventStore, OutcomeUnknown, RevisionConflict, StoreCorrupt } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';

/** An event of one of the platform's own streams. */
export type PlatformEvent = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };

/** When an event was written (UTC milliseconds) and on whose account: `operator:root`, `service:crm` or `system`. */
export type Written = { readonly time: number; readonly actor: string };

/** Whose account a change goes on. `correlation` is the id of the request that asked for it. */
export type Author = { readonly actor: string; readonly via: string; readonly correlation: string };

const attemptsMax = 5;

/**
 * One of the platform's own streams: small, read whole at the start, folded in memory. Changes are decided one after
 * another on its newest state; another process may write to the same stream.
 */
export class Journal<E extends PlatformEvent> {
  #revision = -1;
  #time = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly stream: string,
    private readonly clock: () => number,
    /** Takes in the next event; throws when it does not know the type. */
    private readonly fold: (event: E & Written) => void,
  ) {}

  /** Takes in what was written since, by whomever. */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#read());
  }

  /**
   * Writes what `decide` says and takes it in. After a conflict with another process it is asked again.
   *
   * @throws whatever `decide` throws, and what the store throws
   */
  write(author: Author, decide: () => readonly E[]): Promise<void> {
    return this.#inTurn(async () => {
      for (let attempt = 1; ; attempt += 1) {
        const events = decide();
        if (events.length === 0) return;
        try {
          await this.#append(this.#enveloped(author, events));
          return await this.#read();
        } catch (error) {
          if (!(error instanceof RevisionConflict) || attempt === attemptsMax) throw error;
          await this.#read();
        }
      }
    });
  }

  async #append(events: readonly NewEvent[]): Promise<void> {
    const expected = this.#revision < 0 ? 'none' : this.#revision;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.store.append(this.stream, events, expected);
        return;
      } catch (error) {
        if (!(error instanceof OutcomeUnknown) || attempt === attemptsMax) throw error;
      }
    }
  }

  async #read(): Promise<void> {
    for await (const page of this.store.read(this.stream, { from: this.#revision + 1 })) {
      for (const { type, data, metadata, revision } of page) {
        this.#time = Number(metadata.time);
        // What is no event of this stream is refused by the fold.
        this.fold({ type, data, time: this.#time, actor: metadata.actor } as E & Written);
        this.#revision = revision;
      }
    }
  }

  #enveloped({ actor, via, correlation }: Author, events: readonly E[]): NewEvent[] {
    const clock = this.clock();
    const command = randomUUID();
    return events.map(({ type, data }, index) => {
      const metadata: Metadata = {
        schema: '1',
        time: String(Math.max(clock, this.#time)),
        clock: String(clock),
        actor,
        via,
        command,
        index: String(index),
        count: String(events.length),
        correlation,
      };
      return { id: randomUUID(), type, data, metadata };
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** For the end of a fold's `switch`: an event of a type that this version does not know. */
export function unknownEvent(stream: string, event: never): StoreCorrupt {
  const { type } = event as PlatformEvent;
  return new StoreCorrupt(
    `stream \`${stream}\` holds \`${type}\`, which this version does not know; run a newer one`,
  );
}
