import type { PositionStore } from '#store/position-store.js';
import { jsonEvent } from '@eventstore/db-client';
import { appendTo, foreign, keepOf } from './calls.js';
import type { Connection } from './connection.js';
import { appendFailure } from './failure.js';
import { readLast } from './reading.js';

const prefix = 'position-';

/** Positions of consumers, a stream for each that keeps its last event. */
export class EventStoreDbPositionStore implements PositionStore {
  readonly #connection: Connection;
  readonly #trimmed = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async load(consumer: string): Promise<string | undefined> {
    const last = await readLast(this.#connection, prefix + consumer);
    if (last === undefined) return undefined;
    const { data, streamId } = last;
    const position = typeof data === 'object' && 'position' in data ? data['position'] : undefined;
    if (typeof position !== 'string') throw foreign(streamId);
    return position;
  }

  async save(consumer: string, position: string): Promise<void> {
    this.#connection.refuseClosed();
    const stream = prefix + consumer;
    try {
      await appendTo(this.#connection, stream, [jsonEvent({ type: 'PositionReached', data: { position } })]);
      if (this.#trimmed.has(consumer)) return;
      await keepOf(this.#connection, stream, { maxCount: 1 });
      this.#trimmed.add(consumer);
    } catch (error) {
      throw appendFailure(error);
    }
  }
}
