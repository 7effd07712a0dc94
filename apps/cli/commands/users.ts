import type { User, UserStatus } from '#client/people.js';
import { Command, Option } from 'commander';
import { askAbout, listingOf, type QuestionOptions, withQuestion } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { noteCount, printList } from '../listing.js';
import { positiveNumber } from '../options.js';
import type { Session } from '../session.js';
import type { Column } from '../terminal/table.js';

type UsersOptions = QuestionOptions & {
  readonly status?: UserStatus;
  readonly search?: string;
  readonly limit?: number;
};

export function usersCommand(session: Session): Command {
  const statuses = ['active', 'invited', 'suspended', 'removed', 'erased'];
  return withQuestion(
    new Command('users')
      .description('The people of an organization with their roles')
      .addOption(new Option('--status <status>', 'only people of this status').choices(statuses))
      .option('--search <text>', 'only those whose id or address has this text')
      .option('--limit <number>', 'at most so many people', positiveNumber),
  ).action((options: UsersOptions) =>
    askAbout(session, options, async (organization) => {
      const { status, search: q } = options;
      const filter = { ...(status !== undefined && { status }), ...(q !== undefined && { q }) };
      const users = organization.users({ ...filter, ...listingOf(session, options) });
      noteCount(session, await printList(session, users, columns, options), options);
      return exitCodes.ok;
    }),
  );
}

const columns: readonly Column<User>[] = [
  ['user', ({ user }) => user],
  ['email', ({ email }) => email ?? ''],
  ['status', ({ status }) => status],
  ['since', ({ since }) => since],
  ['roles', ({ roles }) => roles.map(held).join(', ')],
];

function held({ role, place, from, until }: User['roles'][number]): string {
  const begins = from === undefined ? '' : ` from ${from}`;
  const ends = until === undefined ? '' : ` until ${until}`;
  return `${role} at ${place}${begins}${ends}`;
}
