import { Listing } from '#client/listing.js';

const itemsOnAPage = 1_000;

/** What a list is made of, and the revision that it was made at. */
export type Found<T> = { readonly revision: number; readonly items: Iterable<T> };

/** A list that is made while it is walked. */
export function listed<T>(find: () => Promise<Found<T>>): Listing<T> {
  return new Listing<T>(() => {
    let begun: { readonly revision: number; readonly rest: Iterator<T> } | undefined;
    return async () => {
      if (begun === undefined) {
        const { revision, items } = await find();
        begun = { revision, rest: items[Symbol.iterator]() };
      }
      const { revision, rest } = begun;
      const items: T[] = [];
      while (items.length < itemsOnAPage) {
        const next = rest.next();
        if (next.done === true) return { items, revision, nextCursor: null };
        items.push(next.value);
      }
      // Nobody but this reader is asked to go on.
      return { items, revision, nextCursor: 'more' };
    };
  });
}
