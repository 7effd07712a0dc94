import type { PositionStore } from '#store/position-store.js';
import type { SqliteFile } from './file.js';

/** Positions of consumers, in the file of the events that they are positions in. */
export class SqlitePositionStore implements PositionStore {
  readonly #file: SqliteFile;
  readonly #load;
  readonly #save;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#load = file.prepare('SELECT position FROM positions WHERE consumer = ?');
    this.#save = file.prepare(`INSERT INTO positions (consumer, position) VALUES (?, ?)
      ON CONFLICT (consumer) DO UPDATE SET position = excluded.position`);
  }

  async load(consumer: string): Promise<string | undefined> {
    const [position] = this.#file.read(() => Object.values(this.#load.get(consumer) ?? {}));
    return typeof position === 'string' ? position : undefined;
  }

  async save(consumer: string, position: string): Promise<void> {
    this.#file.write(() => this.#save.run(consumer, position));
  }
}
