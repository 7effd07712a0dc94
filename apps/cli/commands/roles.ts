import type { Role } from '#client/roles.js';
import { Command } from 'commander';
import { askAbout, listingOf, type QuestionOptions, withQuestion } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { noteCount, printList } from '../listing.js';
import type { Session } from '../session.js';
import { mapPages } from '../sources/map-pages.js';
import type { Column } from '../terminal/table.js';

type RolesOptions = QuestionOptions & { readonly unused?: true };

export function rolesCommand(session: Session): Command {
  return withQuestion(
    new Command('roles')
      .description('The roles of an organization, with how many active people hold each')
      .option('--unused', 'only those that nobody holds'),
  ).action((options: RolesOptions) =>
    askAbout(session, options, async (organization) => {
      const all = organization.roles(listingOf(session, options));
      const roles = options.unused === true ? mapPages(all, (rows) => rows.filter(isUnused)) : all;
      noteCount(session, await printList(session, roles, columns, options), options);
      return exitCodes.ok;
    }),
  );
}

const columns: readonly Column<Role>[] = [
  ['role', ({ role }) => role],
  ['name', ({ name }) => name],
  ['kind', ({ kind, deprecated }) => (deprecated ? `${kind}, deprecated` : kind)],
  ['users', ({ assignedUsers }) => assignedUsers],
  ['created', ({ createdOn }) => createdOn],
  ['by', ({ createdBy }) => createdBy],
  ['updated', ({ updatedOn }) => updatedOn],
  ['by', ({ updatedBy }) => updatedBy],
];

function isUnused({ assignedUsers }: Role): boolean {
  return assignedUsers === 0;
}
