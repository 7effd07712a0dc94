import type { Submitted } from '#client/trail.js';
import { Command } from 'commander';
import { askAbout } from '../../asking.js';
import { exitCodes } from '../../exit-codes.js';
import { type JsonOption, type OrganizationOptions, withJson, withOrganization } from '../../options.js';
import type { Session } from '../../session.js';

/** Who would gain and lose what, if these commands were carried out? */
export function whatIfCommand(session: Session): Command {
  return withJson(
    withOrganization(
      new Command('what-if')
        .description(
          'What commands would come to, without carrying them out; ends with 1 where somebody gains or loses',
        )
        .argument('<file>', 'YAML or JSON with a list `commands`, or - for standard input'),
    ),
  ).action(async (path: string, options: OrganizationOptions & JsonOption) => {
    const { readOrders } = await import('./orders.js');
    const { commands, ...order } = await readOrders(session, path);
    await askAbout(session, options, async (organization) => {
      const plan = await organization.send(commands, { ...order, dryRun: true, signal: session.signal });
      if (options.json) await session.output.json(plan);
      else await (await import('./plan.js')).printPlan(session, plan);
      return changesAccess(plan) ? exitCodes.no : exitCodes.ok;
    });
  });
}

function changesAccess({ impact }: Submitted): boolean {
  return impact !== undefined && impact.counts.gained + impact.counts.lost > 0;
}
