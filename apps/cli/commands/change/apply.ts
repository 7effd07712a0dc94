import type { Submitted } from '#client/trail.js';
import { Command } from 'commander';
import { organizationOf } from '../../asking.js';
import { type ExitCode, exitCodes } from '../../exit-codes.js';
import { type JsonOption, withJson, withOrganizationOfService } from '../../options.js';
import type { Session } from '../../session.js';
import { type ServiceOptions, serviceClient } from '../../sources/service.js';
import { confirm } from '../../terminal/confirm.js';
import { standardInput } from '../../files.js';
import { UsageError } from '../../usage-error.js';

type ApplyOptions = ServiceOptions &
  JsonOption & { readonly org?: string; readonly yes?: boolean; readonly reason?: string };

/** Carries out commands of a file, after showing what they come to. */
export function applyCommand(session: Session): Command {
  return withJson(
    withOrganizationOfService(
      new Command('apply')
        .description('Carries out the commands of a file, all or none, after showing what they come to')
        .argument('<file>', 'YAML or JSON with a list `commands`, or - for standard input')
        .option('--yes', 'without asking first')
        .option('--reason <text>', 'why, for the trail, instead of the reason in the file'),
    ),
  ).action(async (path: string, options: ApplyOptions) => {
    session.exitCode = await apply(session, path, options);
  });
}

async function apply(
  session: Session,
  path: string,
  { yes = false, json = false, reason, ...options }: ApplyOptions,
): Promise<ExitCode> {
  const { signal, output, input } = session;
  const isAsked = !yes && input.isTTY === true && path !== standardInput;
  if (!yes && !isAsked)
    throw new UsageError('nobody can be asked here, say --yes (or look first with `grantline what-if`)');
  const { readOrders } = await import('./orders.js');
  const { commands, ...order } = await readOrders(session, path);
  const organization = (await serviceClient(options)).organization(organizationOf(options));
  const submit = { ...order, ...(reason !== undefined && { reason }), signal };
  const plan = await organization.send(commands, { ...submit, dryRun: true });
  const begins = commands[0]?.type === 'CreateOrganization';
  if (!json) await (await import('./plan.js')).printPlan(session, plan);
  if (isAsked && plan.eventCount > 0 && !(await confirm(session, 'Carry this out?'))) {
    output.note('nothing was changed');
    return exitCodes.no;
  }
  // What is carried out is what was shown, or nothing.
  const expected = begins ? {} : { expectedRevision: order.expectedRevision ?? plan.revision };
  const done = await organization.send(commands, { ...submit, ...expected });
  if (json) await output.json(done);
  else output.note(summary(done));
  return exitCodes.ok;
}

function summary({ eventCount, revision }: Submitted): string {
  if (eventCount === 0) return `nothing was to be changed, at revision ${revision}`;
  return `done: ${eventCount === 1 ? '1 event' : `${eventCount} events`}, now at revision ${revision}`;
}
