import { setImmediate } from 'node:timers/promises';
import type { Format } from './format.js';
import { type About, type Manifest, manifestLine } from './manifest.js';
import { type Countable, Tally } from './tally.js';

/** Records, in groups of any size, empty ones included. */
export type Groups<R> = AsyncIterable<readonly R[]> | Iterable<readonly R[]>;

/**
 * An export on its way out: bytes in pieces of some ten kilobytes, made as they are asked for. It holds one piece at a
 * time, however many records there are. It can be read once.
 */
export class Export<R extends Countable> implements AsyncIterable<Uint8Array> {
  #manifest: Manifest | undefined;

  constructor(
    private readonly groups: Groups<R>,
    private readonly format: Format<R>,
    private readonly about: About,
  ) {}

  /** There when the last byte was handed out: an export that broke has none. */
  get manifest(): Manifest | undefined {
    return this.#manifest;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const { format } = this;
    const tally = new Tally();
    const text = new TextEncoder();
    const counted = (part: string) => {
      const bytes = text.encode(part);
      tally.add(bytes);
      return bytes;
    };
    if (format.head !== '') yield counted(format.head);
    for await (const records of pieces(this.groups)) {
      for (const record of records) tally.count(record);
      yield counted(format.lines(records));
      // Whoever else waits for the event loop comes first.
      await setImmediate();
    }
    this.#manifest = tally.manifest(format.name, this.about);
    if (format.carriesManifest) yield text.encode(manifestLine(this.#manifest));
  }
}

const pieceRecords = 250;
/** Looking for what is not there costs time too. */
const pieceGroups = 1_000;

async function* pieces<R>(groups: Groups<R>): AsyncGenerator<readonly R[]> {
  let piece: R[] = [];
  let looked = 0;
  for await (const group of groups) {
    piece.push(...group);
    looked += 1;
    if (piece.length < pieceRecords && looked < pieceGroups) continue;
    if (piece.length > 0) yield piece;
    else await setImmediate();
    piece = [];
    looked = 0;
  }
  if (piece.length > 0) yield piece;
}
