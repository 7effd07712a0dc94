import type { Caller } from '#platform/caller.js';
import type { Part } from '#projections/organizations/organization-index.js';
import type { Cursors } from '../http/cursors.js';
import { limitDefault, type Page, type Paging, refuseOtherLimit } from '../questions/paging.js';

/** How many items a page has, and the id behind which it goes on. */
type Going = readonly [limit: number, after: string];

/** A page of organizations, which come by id. There is no one revision of all of them: each page is of its own moment. */
export async function organizationsPage<Item extends { readonly organization: string }>(
  cursors: Cursors,
  caller: Caller,
  question: readonly string[],
  { cursor, limit }: Paging,
  read: (part: Part) => Promise<readonly Item[]>,
): Promise<Page<Item>> {
  const bound = [...question, caller.via, caller.kind === 'person' ? caller.user : ''];
  const [size, after] =
    cursor === undefined ? [limit ?? limitDefault, undefined] : cursors.open<Going>(bound, cursor);
  refuseOtherLimit(limit, size);
  const items = await read({ limit: size + 1, after, visible: (id) => caller.reaches(id) });
  const shown = items.slice(0, size);
  const last = shown.at(-1);
  const goesOn = items.length > size && last !== undefined;
  return { items: shown, nextCursor: goesOn ? cursors.seal(bound, [size, last.organization]) : null };
}
