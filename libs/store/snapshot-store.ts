/**
 * Homes of snapshots. A snapshot is a cache: losing all of them costs time and nothing else.
 * `stamp` names the version of the fold and the format; a reader ignores stamps other than its own.
 */
export type Snapshot = {
  readonly stamp: string;
  /** Revision of the last event that is folded in. */
  readonly revision: number;
  /** Chunks in order, each at most 1 MiB. */
  readonly chunks: readonly Uint8Array[];
};

export type SnapshotStore = {
  /** Takes the place of the organization's earlier snapshot, all chunks or none. */
  save(organization: string, snapshot: Snapshot): Promise<void>;
  /** `undefined` when there is none, its stamp is another, or it is damaged. */
  load(organization: string, stamp: string): Promise<Snapshot | undefined>;
  /** Resolves when no copy is left in this home, its journals included. */
  drop(organization: string): Promise<void>;
};
