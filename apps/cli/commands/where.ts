import { Command } from 'commander';
import { askAbout, listingOf, type QuestionOptions, withQuestion } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { noteCount, printList } from '../listing.js';
import { positiveNumber } from '../options.js';
import type { Session } from '../session.js';
import { mapPages } from '../sources/map-pages.js';

type WhereOptions = QuestionOptions & { readonly limit?: number };

/** Where can this user do that? */
export function whereCommand(session: Session): Command {
  return withQuestion(
    new Command('where')
      .description('On which resources of a type a user has a permission')
      .argument('<user>', 'id of the user')
      .argument('<permission>', 'name of the permission')
      .argument('<type>', 'type of the resources')
      .option('--limit <number>', 'at most so many resources', positiveNumber),
  ).action((user: string, permission: string, type: string, options: WhereOptions) =>
    askAbout(session, options, async (organization) => {
      const asked = { user, permission, type };
      const found = organization.searchResources(asked, listingOf(session, options));
      const resources = mapPages(found, (refs) => refs.map((resource) => ({ resource })));
      noteCount(
        session,
        await printList(session, resources, [['resource', (row) => row.resource]], options),
        options,
      );
      return exitCodes.ok;
    }),
  );
}
