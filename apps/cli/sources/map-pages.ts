import type { Pages } from './source.js';

/** A list with something else in the place of the items of each page. */
export function mapPages<T, U>(
  list: Pages<T>,
  map: (items: readonly T[]) => readonly U[] | Promise<readonly U[]>,
): Pages<U> {
  return {
    async *pages() {
      for await (const { items, revision } of list.pages()) yield { items: await map(items), revision };
    },
  };
}
