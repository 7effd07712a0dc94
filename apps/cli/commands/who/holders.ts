import type { ListOptions } from '#client/organization-calls.js';
import type { Chain, Target } from '#client/questions.js';
import { mapPages } from '../../sources/map-pages.js';
import type { Organization, Pages } from '../../sources/source.js';
import { UsageError } from '../../usage-error.js';

/** Somebody who has what is asked for, and through what, if that was asked. */
export type Holder = { readonly user: string; readonly because?: readonly Chain[] };

export type Asked = {
  /** All of which somebody must have. */
  readonly held: readonly (Target & { readonly permission: string })[];
  readonly options: ListOptions;
};

const tries = 5;
/** How many are explained at the same time. */
const atOnce = 10;

/** Everybody who has all of it, at one revision. */
export async function holders(
  organization: Pick<Organization, 'searchSubjects'>,
  asked: Asked,
): Promise<Pages<Holder>> {
  const { held, options } = asked;
  // Of several lists each is needed whole.
  const asking = held.length === 1 ? options : { ...options, limit: 1_000 };
  const [first, ...others] = held.map((one) => organization.searchSubjects(one, asking));
  if (others.length === 0) return mapPages(first!, (users) => users.map((user) => ({ user })));
  for (let tried = 0; tried < tries; tried += 1) {
    const found = await Promise.all([first!, ...others].map(gathered));
    const { revision } = found[0]!;
    if (found.some((one) => one.revision !== revision)) continue;
    const [one, ...rest] = found.map(({ users }) => users);
    const users = [...one!].filter((user) => rest.every((set) => set.has(user)));
    return onePage(
      users.map((user) => ({ user })),
      revision,
    );
  }
  throw new UsageError('the organization changes faster than it can be asked, say a revision with --as-of');
}

/** The same people with everything that gives it to them. */
export function explained(organization: Organization, people: Pages<Holder>, asked: Asked): Pages<Holder> {
  const { held, options } = asked;
  return mapPages(people, async (holders) => {
    const told: Holder[] = [];
    for (let start = 0; start < holders.length; start += atOnce) {
      const some = holders.slice(start, start + atOnce).map(async ({ user }) => {
        const questions = held.map((one) => ({ ...one, user }));
        const answers = await Promise.all(
          questions.map((question) => organization.explain(question, options)),
        );
        return { user, because: answers.flatMap(({ because }) => because) };
      });
      told.push(...(await Promise.all(some)));
    }
    return told;
  });
}

async function gathered(list: Pages<string>): Promise<{ users: Set<string>; revision: number | undefined }> {
  const users = new Set<string>();
  let of: number | undefined;
  for await (const { items, revision } of list.pages()) {
    of = revision;
    for (const user of items) users.add(user);
  }
  return { users, revision: of };
}

function onePage<T>(items: readonly T[], revision: number | undefined): Pages<T> {
  return {
    async *pages() {
      yield { items, revision };
    },
  };
}
