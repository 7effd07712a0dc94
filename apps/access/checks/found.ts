import type { Page } from '../questions/paging.js';

/** A page of a search, as AuthZEN has it. An empty `next_token` is the end. */
export type Found<Result> = {
  readonly page: {
    readonly next_token: string;
    readonly count: number;
    /** Of all pages, where it costs nothing to know. */
    readonly total?: number;
  };
  readonly results: readonly Result[];
};

export function found<Result>({ items, nextCursor }: Page<Result>, total?: number): Found<Result> {
  return {
    page: {
      next_token: nextCursor ?? '',
      count: items.length,
      ...(total !== undefined && { total }),
    },
    results: items,
  };
}
