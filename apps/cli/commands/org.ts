import { Command } from 'commander';
import { withOpen } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { printList } from '../listing.js';
import { type JsonOption, type SourceOptions, withJson, withSource } from '../options.js';
import type { Session } from '../session.js';
import { orgCreateCommand } from './org-create.js';

export function orgCommand(session: Session): Command {
  return new Command('org')
    .description('Organizations')
    .addCommand(listCommand(session))
    .addCommand(orgCreateCommand(session));
}

function listCommand(session: Session): Command {
  return withJson(
    withSource(new Command('list').description('The organizations that the key reaches')),
  ).action((options: SourceOptions & JsonOption) =>
    withOpen(session, options, async (source) => {
      const organizations = source.organizations({ signal: session.signal });
      await printList(
        session,
        organizations,
        [
          ['organization', ({ organization }) => organization],
          ['name', ({ name }) => name],
          ['status', ({ status }) => status],
        ],
        options,
      );
      return exitCodes.ok;
    }),
  );
}
