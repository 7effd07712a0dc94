import type { ModelDocument } from '#model/document.js';
import { DomainError, type Fault } from '#model/errors.js';
import { readInput, standardInput } from '../../files.js';
import type { Session } from '../../session.js';

/** A document that was read from a file, or everything that is wrong with it. */
export type ReadDocument =
  | { readonly document: ModelDocument; readonly faults: readonly [] }
  | { readonly document: undefined; readonly faults: readonly Fault[] };

/** @throws UsageError for a file that cannot be read */
export async function readDocument(session: Session, path: string): Promise<ReadDocument> {
  const text = await readInput(session, path);
  const { parseModelText } = await import('#model/read.js');
  try {
    return { document: parseModelText(text), faults: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, detail, faults } = error;
    return { document: undefined, faults: faults.length > 0 ? faults : [{ path: '', code, detail }] };
  }
}

/** Prints faults, a line each; those of a document say their line and column themselves. */
export async function printFaults(
  { output }: Session,
  path: string,
  faults: readonly Fault[],
  json = false,
): Promise<void> {
  const file = path === standardInput ? 'standard input' : path;
  const line = ({ path, detail }: Fault) => [file, ...(path === '' ? [] : [path]), detail].join(': ');
  await output.lines(faults.map((fault) => (json ? JSON.stringify(fault) : line(fault))));
}
