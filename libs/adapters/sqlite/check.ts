import { StoreCorrupt } from '#store/event-store.js';
import canonicalize from 'canonicalize';
import { setImmediate } from 'node:timers/promises';
import { oneLine } from './failure.js';
import type { SqliteFile } from './file.js';
import { openFileReadOnly } from './open-file.js';
import { eventsFormat, type Format, keysFormat } from './schema.js';

const rowsOnAPage = 1_000;

type EventRow = [position: number, stream: number, revision: number, metadata: string, data: string];

/**
 * Reads every byte of a data folder, beside a running service or alone, and yields what is wrong with it, a sentence
 * each; nothing when all is sound. Ten million events take about a minute and a half.
 */
export async function* checkHome(folder: string): AsyncGenerator<string, void, undefined> {
  yield* checkFile(folder, eventsFormat, checkEvents);
  yield* checkFile(folder, keysFormat, checkKeys);
}

async function* checkFile(
  folder: string,
  format: Format,
  checkRows: (file: SqliteFile) => AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  let file: SqliteFile | undefined;
  try {
    file = openFileReadOnly(folder, format);
    const faults = [...faultsOf(file, 'integrity_check(100)'), ...faultsOf(file, 'foreign_key_check')];
    for (const fault of faults) yield `${format.name}: ${fault}`;
    for await (const fault of checkRows(file)) yield `${format.name}: ${fault}`;
  } catch (error) {
    if (!(error instanceof StoreCorrupt)) throw error;
    yield error.message;
  } finally {
    file?.close();
  }
}

function faultsOf(file: SqliteFile, pragma: string): readonly string[] {
  const rows = file.read(() => file.prepare(`PRAGMA ${pragma}`).all());
  return rows.map((row) => oneLine(Object.values(row).join(' '))).filter((fault) => fault !== 'ok');
}

/** Revisions of every stream are 0, 1, 2 ... in the order of positions; metadata and data are canonical JSON objects. */
async function* checkEvents(file: SqliteFile): AsyncGenerator<string, void, undefined> {
  const page = file.prepare(`SELECT position, stream, revision, metadata, data FROM events
    WHERE position > ? ORDER BY position LIMIT ${rowsOnAPage}`);
  const heads = new Map<number, number>();
  let last = 0;
  while (true) {
    const found: unknown[] = file.read(() => page.all(last));
    const rows = found as EventRow[]; // the statement asks for these columns
    for (const [position, stream, revision, metadata, data] of rows) {
      const expected = (heads.get(stream) ?? -1) + 1;
      if (revision !== expected) {
        yield `event at position ${position} has revision ${revision} in its stream, expected ${expected}`;
      }
      heads.set(stream, revision);
      if (!isCanonical(metadata)) yield `metadata of the event at position ${position} is not canonical JSON`;
      if (!isCanonical(data)) yield `data of the event at position ${position} is not canonical JSON`;
      last = position;
    }
    if (rows.length < rowsOnAPage) break;
    await setImmediate();
  }
  const streams = file.prepare('SELECT id, name FROM streams');
  for (const row of file.read(() => streams.all())) {
    const [id, name] = Object.values(row);
    if (!heads.has(Number(id))) yield `stream \`${name}\` has no events`;
  }
}

async function* checkKeys(file: SqliteFile): AsyncGenerator<string, void, undefined> {
  const wrong = file.prepare(`SELECT id FROM keys
    WHERE length(wrapped) <> (SELECT length(wrapped) FROM keys ORDER BY number LIMIT 1)
      OR destroyed <> (trim(wrapped, '-') = '')`);
  for (const row of file.read(() => wrong.all())) {
    yield `key \`${Object.values(row).join()}\` has changed its size, or is neither whole nor destroyed`;
  }
}

function isCanonical(text: string): boolean {
  try {
    return text.startsWith('{') && canonicalize(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}
