import type { Ref } from '#client/commands.js';
import type { HeldPermission } from '#client/people.js';
import { Command } from 'commander';
import { askAbout, momentOf, type QuestionOptions, withQuestion } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { noteCount, printList } from '../listing.js';
import { ref } from '../options.js';
import type { Session } from '../session.js';
import type { Column } from '../terminal/table.js';

/** What can this user do there? */
export function whatCommand(session: Session): Command {
  return withQuestion(
    new Command('what')
      .description('What a user can do on a resource, and through what')
      .argument('<user>', 'id of the user')
      .argument('<resource>', 'the resource, as type:id', ref),
  ).action((user: string, resource: Ref, options: QuestionOptions) =>
    askAbout(session, options, async (organization) => {
      const held = organization.permissionsOf(user, resource, momentOf(session, options));
      noteCount(session, await printList(session, held, columns, options), options);
      return exitCodes.ok;
    }),
  );
}

const columns: readonly Column<HeldPermission>[] = [
  ['permission', ({ permission }) => permission],
  [
    'through',
    ({ because }) => because.map((chain) => chain.map(({ text }) => text).join(' > ')).join(' or '),
  ],
];
