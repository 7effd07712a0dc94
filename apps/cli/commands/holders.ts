import type { Holder } from '#client/people.js';
import { Command } from 'commander';
import { askAbout, listingOf, type QuestionOptions, withQuestion } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { noteCount, printList } from '../listing.js';
import { positiveNumber } from '../options.js';
import type { Session } from '../session.js';
import type { Column } from '../terminal/table.js';

type HoldersOptions = QuestionOptions & { readonly limit?: number };

/** Who holds this role, until when, and who gave it? */
export function holdersCommand(session: Session): Command {
  return withQuestion(
    new Command('holders')
      .description('Who holds a role: where, until when, since when and by whom')
      .argument('<role>', 'id of the role')
      .option('--limit <number>', 'at most so many', positiveNumber),
  ).action((role: string, options: HoldersOptions) =>
    askAbout(session, options, async (organization) => {
      const holders = organization.holdersOf(role, listingOf(session, options));
      noteCount(session, await printList(session, holders, columns, options), options);
      return exitCodes.ok;
    }),
  );
}

const columns: readonly Column<Holder>[] = [
  ['user', ({ user }) => user],
  ['place', ({ place }) => place],
  ['from', ({ from }) => from],
  ['until', ({ until }) => until],
  ['since', ({ since }) => since.time],
  ['revision', ({ since }) => since.revision],
  ['by', ({ since }) => since.actor],
];
