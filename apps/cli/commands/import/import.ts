import { Command } from 'commander';
import { organizationOf } from '../../asking.js';
import { type ExitCode, exitCodes } from '../../exit-codes.js';
import { type JsonOption, wholeNumber, withJson, withOrganizationOfService } from '../../options.js';
import type { Session } from '../../session.js';
import { type ServiceOptions, serviceClient } from '../../sources/service.js';
import { amount } from '../../terminal/progress.js';
import { UsageError } from '../../usage-error.js';
import type { Imported } from './import-table.js';

type ImportOptions = ServiceOptions &
  JsonOption & {
    readonly org?: string;
    readonly refused?: string;
    readonly state?: string;
    readonly step: number;
    readonly maxRefused: number;
    readonly reason?: string;
  };

const stepMax = 500;

/** Brings in people and their roles from a table. */
export function importCommand(session: Session): Command {
  return withJson(
    withOrganizationOfService(
      new Command('import')
        .description('Brings in people and their roles from a table; ends with 1 where rows were refused')
        .argument('<file>', 'CSV with the columns user, email, roles, place and attribute.<name>')
        .option('--reason <text>', 'why, for the trail')
        .option('--refused <file>', 'where refused rows go (default: <file>.refused.csv)')
        .option('--state <file>', 'where it is kept how far the import is (default: <file>.import.json)')
        .option('--step <rows>', 'rows that are imported at a time, all or none', wholeNumber, 250)
        .option('--max-refused <rows>', 'stop when more rows than these were refused', wholeNumber, 1_000),
    ),
  ).action(async (file: string, { refused, state, json, ...options }: ImportOptions) => {
    const { step, maxRefused, url, reason } = options;
    if (step < 1 || step > stepMax) throw new UsageError(`--step must be from 1 to ${stepMax}`);
    const id = organizationOf(options);
    const organization = (await serviceClient(options)).organization(id);
    const { importTable } = await import('./import-table.js');
    const done = await importTable(session, {
      file,
      url,
      id,
      organization,
      refused: refused ?? `${file}.refused.csv`,
      state: state ?? `${file}.import.json`,
      step,
      maxRefused,
      ...(reason !== undefined && { reason }),
    });
    session.exitCode = await conclude(session, done, json);
  });
}

async function conclude({ output }: Session, done: Imported, json = false): Promise<ExitCode> {
  const { rows, refused, events, report, end } = done;
  const imported = rows - refused;
  if (json) {
    const whole = end === 'whole';
    await output.json({ rows, imported, refused, events, whole, ...(refused > 0 && { report }) });
  } else {
    await output.line(
      `${amount(rows, 'row')}: ${imported} imported, ${refused} refused, ${amount(events, 'event')}`,
    );
  }
  if (refused > 0) output.note(`refused rows are in ${report}`);
  if (end === 'interrupted') output.note('this is not all, the same command goes on from here');
  if (end === 'too many refused') {
    output.note(
      'this is not all: look at what was refused, then go on from here with a higher --max-refused',
    );
  }
  return refused === 0 && end === 'whole' ? exitCodes.ok : exitCodes.no;
}
