import type { Ref } from './commands.js';

/** Which event made something so. */
export type Since = { readonly revision: number; readonly time: string; readonly actor: string };

/** A fact of the ledger. `actor` is whose rights decided, `via` the credential that spoke for them. */
export type LedgerEvent = {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly time: string;
  readonly actor: string;
  readonly via: string;
  readonly reason?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** What commands came to. */
export type Submitted = {
  readonly organization: string;
  /** Of the last event; the present one where nothing was to be changed; of a dry run, the one it was computed at. */
  readonly revision: number;
  /** At most 1,000 of them. */
  readonly events: readonly LedgerEvent[];
  readonly eventCount: number;
  readonly warnings: readonly { readonly code: string; readonly detail: string }[];
  /** Of a dry run: who would gain and lose what. */
  readonly impact?: Impact;
};

/** Whose access it is: one person's, or that of everybody who holds a role at a place. */
export type Affected =
  | { readonly user: string }
  | { readonly role: string; readonly place: Ref; readonly holders: number };

/** What they can do, and where. */
export type Effect = Affected & { readonly permission: string; readonly resource: Ref };

/** Who gains and loses what. */
export type Impact = {
  readonly gained: readonly Effect[];
  readonly lost: readonly Effect[];
  /** Of all, also of those that are not listed. */
  readonly counts: { readonly gained: number; readonly lost: number };
  /** Whether not all are listed. */
  readonly truncated: boolean;
  /** Whether there are more than were counted. */
  readonly countsAtLeast: boolean;
};

export type Difference = {
  readonly gained: readonly Change[];
  readonly lost: readonly Change[];
  /** Held before and after, for other reasons. */
  readonly changed: readonly Change[];
  readonly truncated: boolean;
};

/** One effect that differs, with the events that made it so. */
export type Change = Effect & { readonly events: readonly ToldEvent[] };

/** An event, and the same in one sentence. */
export type ToldEvent = LedgerEvent & { readonly text: string };

export type TrailFilter = {
  /** Only what comes after this revision. */
  readonly after?: number;
  /** Whose doing: a user id, `operator:root`, `service:crm`, or `erased-17`. */
  readonly actor?: string;
  /** Whom it concerns. */
  readonly user?: string;
  readonly role?: string;
  readonly resource?: Ref;
  /** Type of the event, or of the command that was refused. */
  readonly type?: string;
  /** `since <= time < until`. */
  readonly since?: string | Date;
  readonly until?: string | Date;
  /** Refused attempts in the place of events. */
  readonly refused?: boolean;
};

/** Which come first: the newest, or with `after` the oldest, if left out. */
export type TrailOrder = { readonly order?: 'newest' | 'oldest' };

/** An event of the trail, or a refused attempt. */
export type TrailEntry = LedgerEvent & {
  /** The same in one sentence. */
  readonly text?: string;
  /** What it took the place of, where that is known. */
  readonly before?: unknown;
};

/** Two revisions or instants, and what is of interest between them; everything if nothing is named. */
export type DifferenceFilter = {
  readonly from: number | string | Date;
  readonly to?: number | string | Date;
  readonly user?: string;
  readonly role?: string;
  readonly resource?: Ref;
};

export type ExportFormat = 'csv' | 'jsonl' | 'ocsf' | (string & {});
