import type { Answer } from './connection.js';
import { notGrantline } from './failure.js';

/** Some items of a list. All pages of one list are of the same revision. */
export type Page<T> = {
  readonly items: readonly T[];
  /** Where the list goes on; `null` on the last page. */
  readonly nextCursor: string | null;
  /** Revision that the list was read at, where it belongs to an organization. */
  readonly revision: number | undefined;
};

/** Asks for the page at a cursor, the first one without. */
export type PageReader<T> = (cursor: string | undefined) => Promise<Page<T>>;

/**
 * A list that is read page by page while it is walked: `for await (const user of acme.users())`. Each walk begins
 * anew, with the first page or at the cursor that the list was asked for with.
 */
export class Listing<T> implements AsyncIterable<T> {
  readonly #begin: () => PageReader<T>;
  readonly #cursor: string | undefined;

  constructor(begin: () => PageReader<T>, cursor?: string) {
    this.#begin = begin;
    this.#cursor = cursor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { items } of this.pages()) yield* items;
  }

  /** Page by page, for those who show one and keep its cursor. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const read = this.#begin();
    let cursor = this.#cursor;
    do {
      const page = await read(cursor);
      yield page;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** Everything at once. Mind how long the list may be. */
  async toArray(): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this) items.push(item);
    return items;
  }
}

/** A page as `{items, nextCursor}` has it. */
export function pageOf<T>({ body, revision }: Answer<Listed<T> | null>): Page<T> {
  if (!Array.isArray(body?.items)) throw notGrantline('a list without items came back');
  return { items: body.items, nextCursor: body.nextCursor ?? null, revision };
}

type Listed<T> = { readonly items: readonly T[]; readonly nextCursor?: string | null };
