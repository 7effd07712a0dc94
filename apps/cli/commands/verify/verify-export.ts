import { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { exitCodes } from '../../exit-codes.js';
import { unusable } from '../../files.js';
import { type JsonOption, withJson } from '../../options.js';
import type { Session } from '../../session.js';
import { UsageError } from '../../usage-error.js';

/** Is this file what was exported, whole? */
export function verifyExportCommand(session: Session): Command {
  const { output } = session;
  return withJson(
    new Command('verify-export')
      .description('Whether an exported file is whole and as it was exported; ends with 1 where it is not')
      .argument('<file>', 'the export; its manifest is in its last line, or in <file>.manifest.json')
      .option('--manifest <file>', 'its manifest, if it lies elsewhere'),
  ).action(async (file: string, { manifest, json }: JsonOption & { readonly manifest?: string }) => {
    const { verifyExport } = await import('#audit/export/verify.js');
    const given = await manifestOf(file, manifest);
    const bytes = createReadStream(file);
    const verdict = await verifyExport(bytes, given).catch((cause: unknown) => {
      throw unusable(file, 'read', cause);
    });
    if (json) await output.json(verdict);
    else if (verdict.verdict === 'whole') {
      const { records, content, organization, asOf } = verdict.manifest;
      await output.line(
        `whole: ${records} records, the ${content} of ${organization} at revision ${asOf.revision}`,
      );
    } else {
      await output.line(`${output.style('red', verdict.verdict)}: ${verdict.detail}`);
    }
    session.exitCode = verdict.verdict === 'whole' ? exitCodes.ok : exitCodes.no;
  });
}

async function manifestOf(file: string, named: string | undefined) {
  const { manifestOfFile } = await import('#audit/export/manifest.js');
  const path = named ?? `${file}.manifest.json`;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (named === undefined && cause.code === 'ENOENT') return undefined;
    throw unusable(path, 'read', cause);
  });
  if (text === undefined) return undefined;
  const manifest = manifestOfFile(text);
  if (manifest === undefined) throw new UsageError(`\`${path}\` is no manifest of an export`);
  return manifest;
}
