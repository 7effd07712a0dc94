import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { unusable } from '../../files.js';
import { UsageError } from '../../usage-error.js';

const count = z.int().min(0);

const schema = z.strictObject({
  schema: z.literal('grantline-import/1'),
  /** SHA-256 of the table. */
  sha256: z.string(),
  /** Where it is imported to. */
  url: z.string(),
  organization: z.string(),
  /** Rows that are dealt with: imported, or written to the report. */
  rows: count,
  refused: count,
  /** Length of the report, in bytes, when this was written. */
  reportBytes: count,
  /** Events that came of it. */
  events: count,
});

/** How far an import is. */
export type Checkpoint = z.output<typeof schema>;

export type Target = Pick<Checkpoint, 'sha256' | 'url' | 'organization'>;

/**
 * Where an earlier run of this import came to, or the beginning.
 *
 * @throws UsageError where the file is the checkpoint of another import
 */
export async function readCheckpoint(file: string, target: Target): Promise<Checkpoint> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw unusable(file, 'read', cause);
  });
  if (text === undefined) {
    return { schema: 'grantline-import/1', ...target, rows: 0, refused: 0, reportBytes: 0, events: 0 };
  }
  const found = parsed(text);
  const isSame =
    found?.sha256 === target.sha256 && found.url === target.url && found.organization === target.organization;
  if (found !== undefined && isSame) return found;
  throw new UsageError(
    `\`${file}\` tells of an import of another table, or to somewhere else; finish that one, or remove the file to begin anew`,
  );
}

/** Durable when it resolves: a break leaves the one before or this one. */
export async function writeCheckpoint(file: string, checkpoint: Checkpoint): Promise<void> {
  const partial = `${file}.partial`;
  try {
    const target = await open(partial, 'w', 0o600);
    try {
      await target.writeFile(`${JSON.stringify(checkpoint)}\n`);
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(partial, file);
  } catch (cause) {
    throw unusable(file, 'written', cause);
  }
}

export async function removeCheckpoint(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** SHA-256 of a file, in hexadecimal. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (cause) {
    throw unusable(file, 'read', cause);
  }
  return hash.digest('hex');
}

function parsed(text: string): Checkpoint | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
