import { outside } from '#projections/outside.js';
import { compare } from '#projections/read-model/compare.js';
import { type Head, ReadModelDamaged } from '#projections/read-model/read-model.js';
import { rebuild } from '#projections/read-model/rebuild.js';
import { isOfLedger } from '#projections/read-model/is-of-ledger.js';
import type { Session } from '../../session.js';
import { organizationsOf } from '../../sources/folder/organizations.js';
import { Progress } from '../../terminal/progress.js';
import { type Homes, openHomes, type Where } from './open-homes.js';

/** One organization, looked at. */
export type Looked = {
  readonly organization: string;
  /** Where the copy stands that answers; absent where there is none. */
  readonly revision?: number;
  readonly findings: readonly string[];
};

/** @throws UsageError, StoreUnavailable, ReadModelUnavailable */
export function verified(
  session: Session,
  organizations: readonly string[],
  where: Where,
): AsyncIterable<Looked> {
  return each(session, organizations, where, async (homes, organization) => {
    let head: Head | undefined;
    try {
      head = await homes.model.head(organization);
    } catch (error) {
      if (!(error instanceof ReadModelDamaged)) throw error;
      return { organization, findings: [error.message] };
    }
    if (head === undefined)
      return { organization, findings: ['there is no copy; the first check makes one'] };
    const { revision } = head;
    const isOurs = await isOfLedger(homes.reader, organization, head);
    if (!isOurs) return { organization, revision, findings: ['it is not a copy of this ledger'] };
    return { organization, revision, findings: await compare(homes, organization, head, session.signal) };
  });
}

/** @throws UsageError, StoreUnavailable, ReadModelUnavailable */
export function rebuilt(
  session: Session,
  organizations: readonly string[],
  where: Where,
): AsyncIterable<Looked> {
  return each(session, organizations, where, async (homes, organization) => {
    const { signal } = session;
    const made = await rebuild(homes, organization, { giveWay: outside.giveWay, signal });
    if ('differing' in made) return { organization, findings: made.differing };
    return { organization, revision: made.head.revision, findings: [] };
  });
}

async function* each(
  { output, environment }: Session,
  organizations: readonly string[],
  where: Where,
  look: (homes: Homes, organization: string) => Promise<Looked>,
): AsyncGenerator<Looked, void, undefined> {
  const progress = new Progress(output);
  const homes = await openHomes(where, environment, progress);
  try {
    const all =
      organizations.length > 0
        ? organizations
        : (await organizationsOf(homes.events, progress)).map(({ organization }) => organization);
    for (const [index, organization] of all.entries()) {
      progress.at(() => `${index} of ${all.length} organizations`);
      const looked = await look(homes, organization);
      progress.end();
      yield looked;
    }
  } finally {
    progress.end();
    await homes.close();
  }
}
