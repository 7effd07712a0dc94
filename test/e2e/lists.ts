import type { Client } from './client.js';

export type Page = {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
};

export type Found = {
  readonly page: { readonly next_token: string; readonly count: number; readonly total?: number };
  readonly results: readonly Readonly<Record<string, string>>[];
};

/** A list of any kind, one page of it. */
export type Listed = {
  readonly items: readonly unknown[];
  readonly next: string | undefined;
  readonly revision: number;
};

/** How a list is asked for a page: where it goes on, how many items, and as of what. */
export type Asking = { readonly cursor?: string; readonly limit?: number; readonly asOf?: number };

export type Ask = (client: Client, asking: Asking) => Promise<Listed>;

/** A list below an organization; `path` may have a query. */
export function list(path: string): Ask {
  return async (client, { cursor, limit, asOf }) => {
    const url = new URL(path, 'http://x');
    if (cursor !== undefined) url.searchParams.set('cursor', cursor);
    if (limit !== undefined) url.searchParams.set('limit', String(limit));
    if (asOf !== undefined) url.searchParams.set('asOf', String(asOf));
    const answer = await client.get<Page>(url.pathname + url.search);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    const { items, nextCursor } = answer.body;
    return { items, next: nextCursor ?? undefined, revision: revisionOf(answer.headers) };
  };
}

/** A search of AuthZEN. */
export function search(path: string, question: object): Ask {
  return async (client, { cursor, limit, asOf }) => {
    const answer = await client.post<Found>(path, {
      ...question,
      page: { ...(cursor !== undefined && { token: cursor }), ...(limit !== undefined && { limit }) },
      ...(asOf !== undefined && { context: { grantline: { asOf } } }),
    });
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    const { page, results } = answer.body;
    return { items: results, next: page.next_token || undefined, revision: revisionOf(answer.headers) };
  };
}

/** All pages, one after another, with something else done in between. */
export async function everyPage(
  client: Client,
  ask: Ask,
  limit: number,
  between: () => Promise<unknown> = async () => {},
): Promise<{ readonly items: readonly unknown[]; readonly revisions: ReadonlySet<number> }> {
  const items: unknown[] = [];
  const revisions = new Set<number>();
  let cursor: string | undefined;
  do {
    const page = await ask(client, { limit, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    revisions.add(page.revision);
    cursor = page.next;
    await between();
  } while (cursor !== undefined);
  return { items, revisions };
}

function revisionOf(headers: Headers): number {
  return Number(headers.get('grantline-revision'));
}
