/** What a file of ours is: told apart from any other SQLite file, and from versions of itself. */
export type Format = {
  /** File name inside the data folder. */
  readonly name: string;
  /** `PRAGMA application_id`. */
  readonly applicationId: number;
  /** Step n makes version n + 1 out of version n; `PRAGMA user_version` counts the steps that were taken. */
  readonly steps: readonly string[];
};

/** The ledgers and everything else that is a stream of events, and the positions of those who read them. */
export const eventsFormat: Format = {
  name: 'grantline.db',
  applicationId: 0x47724576, // "GrEv"
  steps: [
    `CREATE TABLE streams (
       id INTEGER PRIMARY KEY,
       name TEXT NOT NULL UNIQUE
     ) STRICT;

     CREATE TABLE events (
       position INTEGER PRIMARY KEY,
       stream INTEGER NOT NULL REFERENCES streams,
       revision INTEGER NOT NULL,
       id TEXT NOT NULL UNIQUE,
       type TEXT NOT NULL,
       metadata TEXT NOT NULL,
       data TEXT NOT NULL,
       UNIQUE (stream, revision)
     ) STRICT;

     CREATE TABLE positions (
       consumer TEXT PRIMARY KEY,
       position TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;`,
  ],
};

/**
 * INVARIANT: rows are added at the end, never deleted and never change their size. So SQLite overwrites a row where it
 * lies and never moves one to another page, which would leave a copy in the free space of the old page.
 */
export const keysFormat: Format = {
  name: 'keys.db',
  applicationId: 0x47724b79, // "GrKy"
  steps: [
    `CREATE TABLE keys (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       destroyed INTEGER NOT NULL CHECK (destroyed IN (0, 1)),
       wrapped TEXT NOT NULL
     ) STRICT;`,
  ],
};
