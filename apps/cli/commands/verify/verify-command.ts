import { Command } from 'commander';
import { type ExitCode, exitCodes } from '../../exit-codes.js';
import { type JsonOption, withJson } from '../../options.js';
import type { Session } from '../../session.js';
import { Table } from '../../terminal/table.js';
import type { StreamSurvey } from './streams.js';
import type { Findings } from './verify.js';

type VerifyOptions = JsonOption & { readonly data: string; readonly masterKeyFile?: string };

/** Is everything there, and is it as it was written? */
export function verifyCommand(session: Session): Command {
  return withJson(
    new Command('verify')
      .description(
        'Checks a data folder from end to end: files, revisions without gaps, every ledger replayed; ends with 1 where anything is wrong',
      )
      .requiredOption('--data <folder>', 'the data folder, in use or not')
      .option('--master-key-file <file>', 'its master key; without one, names are not checked'),
  ).action(async ({ json, ...where }: VerifyOptions) => {
    const { findMasterKey } = await import('../../sources/folder/master-key.js');
    const { verifyFolder } = await import('./verify.js');
    const key = findMasterKey(where, session.environment);
    const found = await verifyFolder(session, where.data, key?.secret);
    await print(session, found, json);
    if (key === undefined) session.output.note('there is no master key, so names were not checked');
    session.exitCode = verdict(found);
  });
}

async function print({ output }: Session, { files, streams }: Findings, json = false): Promise<void> {
  if (json) {
    await output.lines(files.map((finding) => JSON.stringify({ finding })));
    await output.lines(streams.map((stream) => JSON.stringify(stream)));
    return;
  }
  await output.lines(files.map((finding) => output.style('red', finding)));
  await new Table<StreamSurvey>(output, [
    ['stream', ({ stream }) => stream],
    ['events', ({ events }) => events],
    ['revisions', ({ last }) => `0 to ${last}`],
    ['from', ({ from }) => from],
    ['until', ({ until }) => until],
    ['verdict', ({ findings }) => (findings.length === 0 ? 'sound, no gaps' : findings.join('; '))],
  ]).rows(streams);
}

function verdict({ files, streams }: Findings): ExitCode {
  const isSound = files.length === 0 && streams.every(({ findings }) => findings.length === 0);
  return isSound ? exitCodes.ok : exitCodes.no;
}
