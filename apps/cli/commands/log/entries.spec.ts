import type { TrailEntry, TrailFilter } from '#client/trail.js';
import { describe, expect, it } from '@jest/globals';
import type { Organization } from '../../sources/source.js';
import { entries, type Selection } from './entries.js';

const trail: readonly TrailEntry[] = [
  entry(0, 9, 'UserActivated', 'ana', { user: 'ana' }),
  entry(1, 9, 'RoleAssigned', 'ana', { user: 'ben' }),
  entry(2, 11, 'UserSuspended', 'ana', { user: 'ben' }),
  entry(3, 12, 'RoleAssigned', 'ana', { user: 'ana' }),
];
const refused: readonly TrailEntry[] = [
  entry(0, 10, 'CommandRefused', 'ben', { command: 'AssignRole', code: 'FORBIDDEN', data: { user: 'ben' } }),
  entry(1, 12, 'CommandRefused', 'ana', { command: 'AssignRole', code: 'LAST_ADMIN', data: { user: 'cy' } }),
];

function entry(
  revision: number,
  hour: number,
  type: string,
  actor: string,
  data: TrailEntry['data'],
): TrailEntry {
  const time = `2026-01-05T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return {
    id: `${type} ${revision}`,
    type,
    revision,
    time,
    actor,
    via: hour > 10 ? 'oidc:work' : 'operator:root',
    data,
  };
}

/** A service with this trail: it takes one type at a time. */
const organization: Pick<Organization, 'events'> = {
  events: ({ type, refused: wanted, order }: TrailFilter & { order?: string } = {}) => ({
    async *pages() {
      const of = (wanted ? refused : trail).filter(
        (one) => type === undefined || one.type === type || one.data['command'] === type,
      );
      for (const item of order === 'oldest' ? of : of.toReversed()) yield { items: [item], revision: 3 };
    },
  }),
};

const all: Selection = { filter: {}, types: [], refused: 'without', codes: [], via: '', self: false };

async function ids(selection: Partial<Selection>, order: 'newest' | 'oldest' = 'oldest'): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of entries(organization, { ...all, ...selection }, order, {})) found.push(id);
  return found;
}

describe('the entries of a trail', () => {
  it('come in order, refused attempts among them if they are wanted', async () => {
    expect(await ids({})).toEqual(['UserActivated 0', 'RoleAssigned 1', 'UserSuspended 2', 'RoleAssigned 3']);
    expect(await ids({ refused: 'only' })).toEqual(['CommandRefused 0', 'CommandRefused 1']);
    const both = [
      'UserActivated 0',
      'RoleAssigned 1',
      'CommandRefused 0',
      'UserSuspended 2',
      'CommandRefused 1',
      'RoleAssigned 3',
    ];
    expect(await ids({ refused: 'with' })).toEqual(both);
    expect(await ids({ refused: 'with' }, 'newest')).toEqual(both.toReversed());
  });

  it('may be of several types', async () => {
    expect(await ids({ types: ['UserSuspended', 'UserActivated'] })).toEqual([
      'UserActivated 0',
      'UserSuspended 2',
    ]);
    expect(await ids({ types: ['AssignRole', 'RoleAssigned'], refused: 'with' })).toHaveLength(4);
  });

  it('are picked by code, by credential, and by whether people did it to themselves', async () => {
    expect(await ids({ refused: 'only', codes: ['LAST_ADMIN'] })).toEqual(['CommandRefused 1']);
    expect(await ids({ via: 'operator:' })).toEqual(['UserActivated 0', 'RoleAssigned 1']);
    expect(await ids({ self: true, refused: 'with' })).toEqual([
      'UserActivated 0',
      'CommandRefused 0',
      'RoleAssigned 3',
    ]);
  });
});
