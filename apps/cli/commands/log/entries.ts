import type { CallOptions } from '#client/connection.js';
import type { TrailEntry, TrailFilter } from '#client/trail.js';
import type { Organization } from '../../sources/source.js';

/** What to show of a trail: what the service can look for, and what is picked out of that here. */
export type Selection = {
  readonly filter: Omit<TrailFilter, 'type' | 'refused'>;
  /** Of any of these types; of all where none is named. */
  readonly types: readonly string[];
  /** Attempts that were refused: none, they alone, or among the rest. */
  readonly refused: 'without' | 'only' | 'with';
  /** Codes that attempts were refused with. */
  readonly codes: readonly string[];
  /** Beginning of the credential, as in `operator:`. */
  readonly via: string;
  /** Only what people did to themselves. */
  readonly self: boolean;
};

/** Entries of the trail, in the order of time. */
export async function* entries(
  organization: Pick<Organization, 'events'>,
  selection: Selection,
  order: 'newest' | 'oldest',
  call: CallOptions,
): AsyncGenerator<TrailEntry, void, undefined> {
  const lists = filtersOf(selection).map((filter) =>
    oneByOne(organization.events({ ...filter, ...call, order, limit: 1_000 }).pages()),
  );
  for await (const entry of inOrder(lists, order)) if (isSelected(entry, selection)) yield entry;
}

/** What a service is asked for, one of these at a time. */
export function filtersOf({ types, refused, filter }: Selection): TrailFilter[] {
  const kinds = refused === 'with' ? [false, true] : [refused === 'only'];
  return kinds.flatMap((kind) => {
    const of = { ...filter, ...(kind && { refused: true }) };
    return types.length === 0 ? [of] : types.map((type) => ({ ...of, type }));
  });
}

export function isSelected({ actor, via, data }: TrailEntry, selection: Selection): boolean {
  if (selection.codes.length > 0 && !selection.codes.includes(String(data['code']))) return false;
  return via.startsWith(selection.via) && (!selection.self || actor === subjectOf(data));
}

/** Whom an event, or a command that was refused, is about. */
function subjectOf(data: TrailEntry['data']): unknown {
  const asked = data['data'];
  const of: Readonly<Record<string, unknown>> =
    typeof asked === 'object' && asked !== null ? { ...asked } : data;
  return of['user'] ?? of['to'];
}

async function* oneByOne<T>(
  pages: AsyncIterable<{ readonly items: readonly T[] }>,
): AsyncGenerator<T, void, undefined> {
  for await (const { items } of pages) yield* items;
}

/** Lists that are in order each, as one. At the same time, what comes first in the ledger is told first. */
async function* inOrder(
  lists: readonly AsyncGenerator<TrailEntry, void, undefined>[],
  order: 'newest' | 'oldest',
): AsyncGenerator<TrailEntry, void, undefined> {
  const sign = order === 'oldest' ? 1 : -1;
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (;;) {
    let first = -1;
    let entry: TrailEntry | undefined;
    heads.forEach(({ value }, index) => {
      if (!value || (entry !== undefined && sign * compare(value, entry) >= 0)) return;
      first = index;
      entry = value;
    });
    if (entry === undefined) return;
    yield entry;
    heads[first] = await lists[first]!.next();
  }
}

function compare(a: TrailEntry, b: TrailEntry): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.revision - b.revision;
}
