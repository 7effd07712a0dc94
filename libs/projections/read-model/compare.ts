import { personRow } from '#access/person-row.js';
import { type SharedDump, SharedFacts } from '#access/shared.js';
import { isDeepStrictEqual } from 'node:util';
import { ledgerPrefix } from '../ledger-stream.js';
import { type Found, type Head, ReadModelDamaged } from './read-model.js';
import { writeRow } from './row-text.js';
import { addFacts, readShared, writeFacts, writeShared } from './shared-text.js';
import type { Source } from './source.js';
import type { Projection } from './take-in.js';

const peopleAtOnce = 500;
const timesMost = 1_000;
/** As far ahead as the times of a copy go. */
const lastTime = 9_999_999_999_999;

/**
 * Compares a copy with its ledger, while others go on writing both: the row of everybody who can be found, the shared part
 * whole, and the times of up to a thousand events. Resolves with what differs; nobody is named.
 *
 * @throws ReadModelUnavailable, or what the ledger says
 */
export async function compare(
  projection: Projection,
  organization: string,
  head: Head,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const source = await projection.sources.open(organization);
  try {
    return [
      ...(await differingPeople(projection, source, organization, head, signal)),
      ...(await differingTimes(projection, source, organization, head)),
      ...(await differingShared(projection, organization, head, signal)),
    ];
  } catch (error) {
    if (!(error instanceof ReadModelDamaged)) throw error;
    return [error.message];
  }
}

async function differingPeople(
  projection: Projection,
  source: Source,
  organization: string,
  head: Head,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const differing: string[] = [];
  const { size } = source.access.people;
  for (let first = 0; first < size; first += peopleAtOnce) {
    signal.throwIfAborted();
    const people = Array.from({ length: Math.min(peopleAtOnce, size - first) }, (_, index) => first + index);
    const known = people.filter((person) => source.subject(person) !== undefined);
    const subjects = known.map((person) => source.subject(person)!);
    const found = await find(projection, organization, head, { subjects, asOf: { time: lastTime } });
    await source.at({ atLeast: found.revision });
    known.forEach((person, index) => {
      const { live, past } = writeRow(personRow(source.access, person, found.revision));
      const row = found.rows[index] ?? { person, live: nothing, past: '' };
      const isSame = row.person === person && row.live === live && row.past === past;
      if (!isSame) differing.push(`person ${person} is not as in the ledger at revision ${found.revision}`);
    });
  }
  return differing;
}

/** The row of somebody who is not there. */
const { live: nothing } = writeRow({
  live: { statuses: [], assignments: [], levels: [] },
  past: { statuses: [], assignments: [], levels: [] },
});

async function differingTimes(
  projection: Projection,
  source: Source,
  organization: string,
  head: Head,
): Promise<readonly string[]> {
  const step = Math.max(1, Math.ceil(head.revision / timesMost));
  const revisions = Array.from({ length: Math.floor(head.revision / step) + 1 }, (_, index) => index * step);
  const differing = await Promise.all(
    revisions.map(async (asOf) => {
      const found = await find(projection, organization, head, { subjects: [], asOf });
      return found.asOf?.time === source.access.history.time(asOf)
        ? []
        : [`the time of event ${asOf} differs`];
    }),
  );
  return differing.flat();
}

async function find(
  { model }: Projection,
  organization: string,
  { copy, served }: Head,
  asked: { readonly subjects: readonly string[]; readonly asOf: number | { readonly time: number } },
): Promise<Found> {
  const found = await model.find(organization, { copy, served, ...asked });
  if (found === undefined || found === 'moved') throw new ReadModelDamaged('the copy went away meanwhile');
  return found;
}

async function differingShared(
  { model, reader }: Projection,
  organization: string,
  { copy, served }: Head,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const part = await model.shared(organization, { copy, served, stamp: -1 });
  if (part?.base === undefined || part.copy !== copy)
    throw new ReadModelDamaged('the copy went away meanwhile');
  const stored = readShared(part.base.shared);
  addFacts(stored, part.facts);
  const expected = new SharedFacts();
  for await (const page of reader.read(ledgerPrefix + organization, { to: stored.access.revision })) {
    signal.throwIfAborted();
    addFacts(expected, writeFacts(page));
  }
  // One has been through bytes: so both go through them.
  const [are, should] = [stored, expected].map((shared) =>
    read(readShared(writeShared(shared.dump())).dump()),
  );
  return Object.keys(should!)
    .filter((what) => !isDeepStrictEqual(are![what], should![what]))
    .map((what) => `${what} are not as in the ledger at revision ${stored.access.revision}`);
}

/** What checks read of it: names and descriptions have a history of their own there. */
function read({ tree, roles, overrides, models, closed }: SharedDump): Readonly<Record<string, unknown>> {
  const { refs, parents } = tree;
  const { ids, states } = roles;
  const grants = ids.map((_, role) =>
    [...(states.past[role]?.values ?? []), states.live[role]]
      .map((state) => state?.grants)
      .filter((grants, index, all) => index === 0 || !isDeepStrictEqual(grants, all[index - 1])),
  );
  return { resources: { refs, parents }, roles: { ids, grants }, overrides, models: { models, closed } };
}
