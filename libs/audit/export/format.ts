import type { Manifest } from './manifest.js';

/** How records are written. */
export type Format<R> = {
  readonly name: Manifest['format'];
  readonly mediaType: string;
  /** Of a file, without a dot. */
  readonly extension: string;
  /** What stands before the first record, line end included; may be empty. */
  readonly head: string;
  /** The records, each with its line end. */
  lines(records: readonly R[]): string;
  /** Whether the manifest is the last line; else it goes beside the export. */
  readonly carriesManifest: boolean;
};
