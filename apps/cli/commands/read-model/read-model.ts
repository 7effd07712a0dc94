import { Command, Option } from 'commander';
import { exitCodes } from '../../exit-codes.js';
import { type JsonOption, withJson } from '../../options.js';
import type { Session } from '../../session.js';
import { Table } from '../../terminal/table.js';
import type { Looked } from './looking.js';
import type { Where } from './open-homes.js';

type Options = JsonOption & Where;

export function readModelCommand(session: Session): Command {
  const verify = withWhere(
    new Command('verify').description(
      'Compares what Redis answers from with the ledgers, while services run; ends with 1 where anything differs',
    ),
  ).action(async (organizations: string[], options: Options) => {
    const { verified } = await import('./looking.js');
    await show(session, verified(session, organizations, options), options);
  });
  const rebuild = withWhere(
    new Command('rebuild').description(
      'Makes copies in Redis anew, while services run: the old one answers until the new one is compared',
    ),
  ).action(async (organizations: string[], options: Options) => {
    const { rebuilt } = await import('./looking.js');
    await show(session, rebuilt(session, organizations, options), options);
  });
  return new Command('read-model')
    .description('What Redis answers checks from: whether it is as the ledgers, and making it anew')
    .addCommand(verify)
    .addCommand(rebuild);
}

function withWhere(command: Command): Command {
  return withJson(
    command
      .argument('[organizations...]', 'ids; all of them if left out')
      .requiredOption('--from <home>', 'the data folder, or connection string of EventStoreDB (`esdb://...`)')
      .addOption(new Option('--redis <url>', 'where the copies are').env('REDIS_URL').makeOptionMandatory())
      .addOption(new Option('--epoch <epoch>', 'the life of the store').env('GRANTLINE_EPOCH').default('1'))
      .option(
        '--master-key-file <file>',
        'the master key, if neither GRANTLINE_MASTER_KEY nor the data folder has it',
      ),
  );
}

async function show(
  session: Session,
  looking: AsyncIterable<Looked>,
  { json = false }: JsonOption,
): Promise<void> {
  const { output } = session;
  const table = new Table<Looked>(output, [
    ['organization', ({ organization }) => organization],
    ['revision', ({ revision }) => revision],
    ['verdict', ({ findings }) => (findings.length === 0 ? 'as the ledger' : findings.join('; '))],
  ]);
  for await (const looked of looking) {
    if (looked.findings.length > 0) session.exitCode = exitCodes.no;
    if (json) await output.lines([JSON.stringify(looked)]);
    else await table.rows([looked]);
  }
}
