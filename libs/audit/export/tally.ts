import { createHash } from 'node:crypto';
import type { About, Manifest } from './manifest.js';
import type { Since } from './people.js';

/** What a manifest counts of a record. */
export type Countable =
  | { readonly kind: 'assignment' | 'user_level' | 'permission'; readonly since: Since }
  | { readonly kind: 'event'; readonly revision: number }
  | { readonly kind: 'refused' };

/** Keeps count of what an export hands out. */
export class Tally {
  readonly #hash = createHash('sha256');
  readonly #counts = new Map<Countable['kind'], number>();
  #bytes = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  count(record: Countable): void {
    this.#counts.set(record.kind, (this.#counts.get(record.kind) ?? 0) + 1);
    // Refused attempts have a numbering of their own.
    if (record.kind === 'refused') return;
    const revision = record.kind === 'event' ? record.revision : record.since.revision;
    this.#first = Math.min(this.#first, revision);
    this.#last = Math.max(this.#last, revision);
  }

  manifest(
    format: Manifest['format'],
    { content, organization, model, asOf, filter, version }: About,
  ): Manifest {
    const counts = [...this.#counts];
    return {
      schema: 'grantline-export/1',
      content,
      format,
      organization,
      model,
      asOf,
      ...(filter !== undefined && { filter }),
      version,
      records: counts.reduce((sum, [, count]) => sum + count, 0),
      counts: Object.fromEntries(counts),
      ...(this.#first <= this.#last && { revisions: { first: this.#first, last: this.#last } }),
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
    };
  }
}
