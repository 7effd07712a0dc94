import { manifestFile } from '#audit/export/manifest.js';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { unusable } from '../../files.js';
import type { Exported } from '../../sources/source.js';
import { amount, type Progress } from '../../terminal/progress.js';

/**
 * Writes an export to a file that is not there before it is whole, and its manifest beside it where it has none inside.
 * Resolves with a sentence about it.
 *
 * @throws UsageError when the file exists or cannot be written
 */
export async function saveExport(file: string, exported: Exported, progress: Progress): Promise<string> {
  const partial = `${file}.partial`;
  const target = await open(file, 'wx').catch((cause: unknown) => {
    throw unusable(file, 'written', cause);
  });
  try {
    await target.close();
    const written = await writeAll(partial, exported, progress);
    const manifest = await exported.manifest();
    if (manifest !== undefined && manifest.format !== 'jsonl') {
      const beside = manifestFile(file, manifest);
      await writeFile(beside.name, beside.text);
    }
    await rename(partial, file);
    const records = manifest === undefined ? '' : `, ${amount(manifest.records, 'record')}`;
    return `${file}: ${amount(written, 'byte')}${records}`;
  } catch (error) {
    await rm(partial, { force: true });
    await rm(file, { force: true });
    throw error;
  } finally {
    progress.end();
  }
}

async function writeAll(path: string, bytes: AsyncIterable<Uint8Array>, progress: Progress): Promise<number> {
  const file = await open(path, 'w');
  let written = 0;
  try {
    for await (const piece of bytes) {
      await file.writeFile(piece);
      written += piece.length;
      progress.at(() => `exporting: ${amount(written, 'byte')}`);
    }
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}
