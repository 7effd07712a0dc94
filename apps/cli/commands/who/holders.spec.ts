import { describe, expect, it } from '@jest/globals';
import type { Organization, Pages } from '../../sources/source.js';
import { UsageError } from '../../usage-error.js';
import { holders } from './holders.js';

/** An organization whose answers are given; each list is of the next revision that is told. */
function answering(
  people: Readonly<Record<string, readonly string[]>>,
  revisions: () => number,
): Pick<Organization, 'searchSubjects' | 'explain'> {
  return {
    searchSubjects: ({ permission }): Pages<string> => ({
      async *pages() {
        const revision = revisions();
        for (const user of people[permission] ?? []) yield { items: [user], revision };
        yield { items: [], revision };
      },
    }),
    explain: async () => ({ allowed: true, reason: 'ALLOWED', revision: 1, because: [], hidden: [] }),
  };
}

const people = { view: ['ana', 'ben', 'cy'], edit: ['cy', 'ana'], own: ['ana', 'dee'] };

async function found(
  organization: Pick<Organization, 'searchSubjects' | 'explain'>,
  ...permissions: readonly string[]
): Promise<{ users: string[]; revision: number | undefined }> {
  const held = permissions.map((permission) => ({ permission, resource: 'group:a' as const }));
  const users: string[] = [];
  let of: number | undefined;
  for await (const { items, revision } of (await holders(organization, { held, options: {} })).pages()) {
    users.push(...items.map(({ user }) => user));
    of = revision;
  }
  return { users, revision: of };
}

describe('those who hold permissions', () => {
  it('are those who hold all of them', async () => {
    const still = answering(people, () => 7);

    expect(await found(still, 'view')).toEqual({ users: ['ana', 'ben', 'cy'], revision: 7 });
    expect(await found(still, 'view', 'edit')).toEqual({ users: ['ana', 'cy'], revision: 7 });
    expect(await found(still, 'view', 'edit', 'own')).toEqual({ users: ['ana'], revision: 7 });
    expect(await found(still, 'view', 'nothing')).toEqual({ users: [], revision: 7 });
  });

  it('are those of one revision, however often that takes', async () => {
    const revisions = [1, 2, 3, 3];
    const moving = answering(people, () => revisions.shift()!);

    expect(await found(moving, 'view', 'edit')).toEqual({ users: ['ana', 'cy'], revision: 3 });
  });

  it('are not told of an organization that never stands still', async () => {
    let revision = 0;
    const racing = answering(people, () => (revision += 1));

    await expect(found(racing, 'view', 'edit')).rejects.toThrow(UsageError);
  });
});
