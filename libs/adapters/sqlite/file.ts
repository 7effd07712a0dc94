import { OutcomeUnknown, StoreUnavailable } from '#store/event-store.js';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { failureOf, isFull } from './failure.js';

/** An open file of ours. What SQLite throws leaves it as an error of the ports. */
export class SqliteFile {
  constructor(
    readonly path: string,
    readonly database: DatabaseSync,
  ) {}

  /** A statement whose rows are arrays of columns: half as costly as objects. */
  prepare(sql: string): StatementSync {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }

  read<T>(body: () => T): T {
    if (!this.database.isOpen) throw new StoreUnavailable(`\`${this.path}\` is closed`);
    try {
      return body();
    } catch (error) {
      throw failureOf(error, this.path);
    }
  }

  /**
   * Runs `body` as one transaction, durable when it returns. Whatever `body` throws, nothing was written.
   *
   * @throws OutcomeUnknown when the disk failed in the commit: after a crash it may turn out as written
   */
  write<T>(body: () => T): T {
    return this.read(() => {
      this.database.exec('BEGIN IMMEDIATE');
      let result: T;
      try {
        result = body();
      } catch (error) {
        this.#undo();
        throw error;
      }
      try {
        this.database.exec('COMMIT');
      } catch (error) {
        this.#undo();
        // Without space the frame that makes a commit count is never complete.
        if (isFull(error)) throw error;
        throw new OutcomeUnknown(
          `the disk failed while \`${this.path}\` was written; check the disk and repeat the request`,
          { cause: error },
        );
      }
      return result;
    });
  }

  #undo(): void {
    // SQLite itself undoes a transaction after the worst errors.
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }
}
