import type { Outside } from '../subscription.js';
import { build } from './build.js';
import { compare } from './compare.js';
import type { Head } from './read-model.js';
import { catchUp, type Projection } from './take-in.js';

/** A copy that answers now; or what it differs in from the ledger, and then the old one goes on answering. */
export type Rebuilt = { readonly head: Head } | { readonly differing: readonly string[] };

/**
 * Makes a copy beside the one that answers, compares it with the ledger, and only then lets it answer.
 *
 * @throws ReadModelUnavailable, or what the ledger says
 */
export async function rebuild(
  projection: Projection,
  organization: string,
  outside: Pick<Outside, 'giveWay'> & { readonly signal: AbortSignal },
): Promise<Rebuilt> {
  const { model, sources } = projection;
  const { signal } = outside;
  const made = await build(organization, await sources.open(organization), model, outside);
  try {
    const current = await catchUp(projection, organization, made, signal);
    if (current === undefined) return { differing: ['the copy went away meanwhile'] };
    const differing = await compare(projection, organization, current, signal);
    if (differing.length === 0) {
      // What was written while it was compared.
      const head = (await catchUp(projection, organization, current, signal)) ?? current;
      return { head: await model.serve(organization, head) };
    }
    await model.discard(organization, made);
    return { differing };
  } catch (error) {
    await model.discard(organization, made).catch(() => undefined);
    throw error;
  }
}
