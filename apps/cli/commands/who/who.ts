import type { Ref } from '#client/commands.js';
import type { Chain, Step, Target } from '#client/questions.js';
import { Command } from 'commander';
import { askAbout, listingOf, type QuestionOptions, withQuestion } from '../../asking.js';
import { exitCodes } from '../../exit-codes.js';
import { noteCount, printList } from '../../listing.js';
import { each, ref, positiveNumber } from '../../options.js';
import type { Session } from '../../session.js';
import type { Column } from '../../terminal/table.js';
import { explained, type Holder, holders } from './holders.js';

type WhoOptions = QuestionOptions & {
  readonly parent?: Ref;
  readonly and?: readonly string[];
  readonly why?: true;
  readonly limit?: number;
};

/** Who can do that? */
export function whoCommand(session: Session): Command {
  return withQuestion(
    new Command('who')
      .description('Who has a permission on a resource')
      .argument('<permission>', 'name of the permission')
      .argument('<resource>', 'the resource, as type:id', ref)
      .option(
        '--and <permission>',
        'only who has this as well, there or as permission@type:id; may be repeated',
        each,
      )
      .option('--why', 'also through what, since when and by whom')
      .option('--parent <resource>', 'where a resource lies that is not registered', ref)
      .option('--limit <number>', 'at most so many people', positiveNumber),
  ).action((permission: string, resource: Ref, options: WhoOptions) =>
    askAbout(session, options, async (organization) => {
      const first = { permission, resource, parent: options.parent };
      const others = (options.and ?? []).map((text) => heldOf(text, first));
      const asked = { held: [first, ...others], options: listingOf(session, options) };
      const found = await holders(organization, asked);
      const people = options.why === true ? explained(organization, found, asked) : found;
      const columns = options.why === true ? [user, ...because] : [user];
      noteCount(session, await printList(session, people, columns, options), options);
      return exitCodes.ok;
    }),
  );
}

type Held = Target & { readonly permission: string };

/** `permission`, at the same resource, or `permission@type:id`. */
function heldOf(text: string, { resource, parent }: Held): Held {
  const at = text.indexOf('@');
  if (at < 0) return { permission: text, resource, parent };
  return { permission: text.slice(0, at), resource: ref(text.slice(at + 1)) };
}

const user: Column<Holder> = ['user', ({ user }) => user];

const because: readonly Column<Holder>[] = [
  ['through', ({ because = [] }) => because.map(textOf).join(' or ')],
  ['since', (holder) => newest(holder)?.time],
  ['revision', (holder) => newest(holder)?.revision],
  ['by', (holder) => newest(holder)?.actor],
];

function textOf(chain: Chain): string {
  return chain.map(({ text }) => text).join(' > ');
}

/** The step that made the oldest of the chains whole. */
function newest({ because = [] }: Holder): Step | undefined {
  const whole = because.map((chain) => chain.toSorted((a, b) => b.revision - a.revision)[0]!);
  return whole.toSorted((a, b) => a.revision - b.revision)[0];
}
