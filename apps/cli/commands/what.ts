import type { Ref } from '#client/commands.js';
import type { HeldPermission } from '#client/people.js';
import type { Change } from '#client/trail.js';
import { Command } from 'commander';
import { askAbout, momentOf, type QuestionOptions, withQuestion } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import { noteCount, printList } from '../listing.js';
import { ref } from '../options.js';
import type { Session } from '../session.js';
import type { Organization } from '../sources/source.js';
import type { Column } from '../terminal/table.js';

/** What can this user do? */
export function whatCommand(session: Session): Command {
  return withQuestion(
    new Command('what')
      .description('What a user can do on a resource and through what, or everywhere')
      .argument('<user>', 'id of the user')
      .argument('[resource]', 'the resource, as type:id; everywhere if left out', ref),
  ).action((user: string, resource: Ref | undefined, options: QuestionOptions) =>
    askAbout(session, options, async (organization) => {
      if (resource === undefined) await everywhere(session, organization, user, options);
      else await there(session, organization, { user, resource }, options);
      return exitCodes.ok;
    }),
  );
}

async function there(
  session: Session,
  organization: Organization,
  { user, resource }: { readonly user: string; readonly resource: Ref },
  options: QuestionOptions,
): Promise<void> {
  const held = organization.permissionsOf(user, resource, momentOf(session, options));
  noteCount(session, await printList(session, held, permissionColumns, options), options);
}

/** Before the first person came nobody could do anything, so it is what the user gained since then. */
async function everywhere(
  session: Session,
  organization: Organization,
  user: string,
  options: QuestionOptions,
): Promise<void> {
  const { asOf: to } = options;
  const filter = { from: 0, user, ...(to !== undefined && { to }) };
  const { gained, truncated } = await organization.diff(filter, { signal: session.signal });
  const list = {
    async *pages() {
      yield { items: gained, revision: undefined };
    },
  };
  noteCount(
    session,
    { ...(await printList(session, list, effectColumns, options)), isCut: truncated },
    options,
  );
}

const permissionColumns: readonly Column<HeldPermission>[] = [
  ['permission', ({ permission }) => permission],
  [
    'through',
    ({ because }) => because.map((chain) => chain.map(({ text }) => text).join(' > ')).join(' or '),
  ],
];

const effectColumns: readonly Column<Change>[] = [
  ['resource', ({ resource }) => resource],
  ['permission', ({ permission }) => permission],
  ['because of', ({ events }) => events.map(({ revision }) => revision).join(', ')],
];
