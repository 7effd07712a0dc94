import type { Format } from '#audit/export/format.js';
import type { Manifest } from '#audit/export/manifest.js';
import { DomainError } from '#model/errors.js';
import { Readable } from 'node:stream';
import type { Log } from '../../log.js';
import { patiently } from '../trail/live/patience.js';

/** An export on its way out, and how it is written. The manifest is there when the last byte was read. */
export type Exporting = {
  readonly format: Pick<Format<never>, 'mediaType' | 'extension'>;
  readonly records: AsyncIterable<Uint8Array> & { readonly manifest: Manifest | undefined };
};

const second = 1000;

/** Exports that are made at once: each takes turns with everything else that the service does. */
const most = 8;
/** Milliseconds that a reader may leave a piece lying. */
const patience = 60 * second;
/** Milliseconds that exports have to finish when the service stops. */
const grace = 10 * second;

/** The exports that are on their way out. */
export class Exports {
  readonly #streams = new Set<Readable>();
  #counted = 0;

  constructor(private readonly log: Log) {}

  /**
   * The bytes of an export, made as they are read. One that breaks, or that nobody reads, ends in the middle: the
   * connection is closed without an end.
   *
   * @throws DomainError TOO_MANY_REQUESTS
   */
  stream(organization: string, { records }: Exporting): Readable {
    this.#refuseTooMany();
    const giveUp = (): void => void stream.destroy(new Error('nobody reads'));
    const stream = Readable.from(patiently(records, patience, giveUp), { objectMode: false });
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    stream.once('error', (err) => this.log.warn({ organization, err }, 'an export broke off'));
    return stream;
  }

  /**
   * The manifest alone: the records are made and counted, and sent nowhere.
   *
   * @throws DomainError TOO_MANY_REQUESTS
   */
  async manifest({ records }: Exporting): Promise<Manifest> {
    this.#refuseTooMany();
    this.#counted += 1;
    try {
      for await (const _ of records);
      // Whoever read to the end has it.
      return records.manifest!;
    } finally {
      this.#counted -= 1;
    }
  }

  /** Gives what is on its way a moment to finish, then breaks it off. */
  close(): void {
    const breakOff = (): void => {
      for (const stream of this.#streams) stream.destroy(new Error('the service stops'));
    };
    setTimeout(breakOff, grace).unref();
  }

  #refuseTooMany(): void {
    if (this.#streams.size + this.#counted < most) return;
    throw new DomainError('TOO_MANY_REQUESTS', 'too many exports are on their way, try again later');
  }
}
