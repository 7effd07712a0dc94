import { FOLD_VERSION } from '#access/access.js';
import type { AsOf } from '#access/as-of.js';

/** Changes whenever rows, shared facts or keys change their shape. */
const format = 1;

/** Versions that differ keep copies of their own side by side, so none reads what it does not understand. */
export const READ_MODEL_FORMAT = `${format}.${FOLD_VERSION}.${process.versions.v8}`;

/** Where a copy of an organization stands. */
export type Head = {
  /** Id of the copy. */
  readonly copy: string;
  readonly revision: number;
  /** Id of the event at that revision. */
  readonly last: string;
  /** Id of the organization's key, under which people are looked up. */
  readonly key: string;
  /** How many shared facts are in it. */
  readonly stamp: number;
  /** Whether it is the copy that answers, not one that is being made. */
  readonly served: boolean;
};

/** A person as text, in the form of `row-text.ts`. */
export type StoredRow = {
  readonly person: number;
  /** By which the person is found, `undefined` for somebody who cannot be: 22 characters that tell nothing of the person. */
  readonly subject: string | undefined;
  readonly live: string;
  /** Empty where nothing ended. */
  readonly past: string;
};

/** What a run of events, without gaps, changes in a copy. */
export type Step = {
  /** The copy and the state that it goes on from. */
  readonly from: Head;
  /** UTC milliseconds of each event. */
  readonly times: readonly number[];
  /** Id of the last event. */
  readonly last: string;
  /** Shared facts as text, in their order. */
  readonly shared: readonly string[];
  /** People who changed, each as of the last event. */
  readonly people: readonly StoredRow[];
};

/** What a new copy begins with. Rows follow. */
export type Beginning = Omit<Head, 'copy' | 'served'> & {
  /** The shared part at that state, serialised. */
  readonly shared: Uint8Array;
  /** UTC milliseconds of every event up to it. */
  readonly times: readonly number[];
};

/** The organization cannot be read from here: something is missing, or is not what was written. It is to be built anew. */
export class ReadModelDamaged extends Error {
  override readonly name = 'ReadModelDamaged';
}

/** Nothing can be read or written at the moment. */
export class ReadModelUnavailable extends Error {
  override readonly name = 'ReadModelUnavailable';
}

/** An organization that somebody asked for in vain: its copy is missing or late, or the one that is named is damaged. */
export type Wanted = { readonly organization: string; readonly damaged?: string };

export type ReadModelWriter = {
  /**
   * Takes a step if the copy stands where the step begins, be it served or being made: all of it or nothing, the
   * checkpoint last. Answers where the copy stands then, `undefined` when it is not there any more.
   *
   * @throws ReadModelDamaged
   */
  apply(organization: string, step: Step): Promise<Head | undefined>;

  /** Begins a copy beside the one that answers, and resolves with where it stands. Nobody reads it. */
  begin(organization: string, beginning: Beginning): Promise<Head>;

  /** Adds rows to a copy that was begun, as of its state. */
  fill(organization: string, copy: Head, rows: readonly StoredRow[]): Promise<void>;

  /** Lets a copy answer from now on, whatever answered before; that is dropped. Resolves with where it stands. */
  serve(organization: string, copy: Head): Promise<Head>;

  /** Drops a copy that was begun and does not answer. */
  discard(organization: string, copy: Head): Promise<void>;

  /** Puts a dump of the shared part in the place of all shared facts up to the stamp of the head, if it still stands there. */
  compact(organization: string, head: Head, shared: Uint8Array): Promise<void>;

  /** What somebody asked for in vain, at most so much; each is told once. */
  takeWanted(most: number): Promise<readonly Wanted[]>;
};

/** A copy to read: the one that is expected to answer, unless it is said that it is not served. */
export type CopyToRead = { readonly copy: string; readonly served?: boolean };

/** What was found for the people of one request, all at one state. */
export type Found = {
  readonly copy: string;
  readonly revision: number;
  /** UTC milliseconds of the event at that revision. */
  readonly time: number;
  readonly stamp: number;
  /** The state that was asked about; that of the copy without `asOf`. `undefined` when it lies outside of the ledger. */
  readonly asOf: { readonly revision: number; readonly time: number } | undefined;
  /** A row for each subject, in their order; `undefined` for somebody unknown. `past` is there with `asOf` only. */
  readonly rows: readonly (
    | { readonly person: number; readonly live: string; readonly past: string }
    | undefined
  )[];
};

/** The shared part of a copy, or what was added to it behind a stamp. */
export type SharedPart = {
  readonly copy: string;
  readonly key: string;
  /** A dump and the stamp that it stands for; `undefined` where the facts go on from the stamp that was given. */
  readonly base: { readonly shared: Uint8Array; readonly stamp: number } | undefined;
  /** Shared facts behind it, in their order. */
  readonly facts: readonly string[];
};

export type ReadModelReader = {
  /**
   * Where the copy stands that answers; `undefined` when there is none.
   *
   * @throws ReadModelDamaged
   */
  head(organization: string): Promise<Head | undefined>;

  /**
   * Reads the rows of the subjects in one round trip, exactly at one revision; `undefined` when there is no copy.
   * Where another copy than the expected one answers by now, nothing is read.
   *
   * @throws ReadModelDamaged
   */
  find(
    organization: string,
    asked: CopyToRead & { readonly subjects: readonly string[]; readonly asOf?: AsOf | undefined },
  ): Promise<Found | 'moved' | undefined>;

  /**
   * The shared part of the copy that answers or, where `known` is a state of that very copy, what came behind it.
   *
   * @throws ReadModelDamaged
   */
  shared(
    organization: string,
    known?: CopyToRead & { readonly stamp: number },
  ): Promise<SharedPart | undefined>;

  /** Says that somebody asked in vain, as of a copy that is damaged where one is named. */
  want(wanted: Wanted): Promise<void>;
};

export type ReadModel = ReadModelReader & ReadModelWriter & { close(): Promise<void> };
