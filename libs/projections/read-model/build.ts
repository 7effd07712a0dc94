import { sharedDump } from '#access/shared.js';
import type { Outside } from '../subscription.js';
import type { Beginning, Head, ReadModelWriter } from './read-model.js';
import { writeShared } from './shared-text.js';
import type { Source } from './source.js';
import { storedRow } from './step-of.js';

const rowsAtOnce = 500;

/**
 * Makes a copy of an organization beside the one that answers, as of the last event of the source. It is not served.
 * Where it throws, what was made is dropped.
 */
export async function build(
  organization: string,
  source: Source,
  model: ReadModelWriter,
  { giveWay, signal }: Pick<Outside, 'giveWay'> & { readonly signal: AbortSignal },
): Promise<Head> {
  const { beginning, size } = await source.settled((last) => ({
    beginning: beginningOf(source, last),
    size: source.access.people.size,
  }));
  const copy = await model.begin(organization, beginning);
  try {
    for (let first = 0; first < size; first += rowsAtOnce) {
      signal.throwIfAborted();
      const count = Math.min(rowsAtOnce, size - first);
      const people = Array.from({ length: count }, (_, index) => first + index);
      const rows = people.map((person) => storedRow(source, person, copy.revision));
      // Nobody can ask about the others.
      await model.fill(
        organization,
        copy,
        rows.filter(({ subject }) => subject !== undefined),
      );
      await giveWay(signal);
    }
    return copy;
  } catch (error) {
    await model.discard(organization, copy).catch(() => undefined);
    throw error;
  }
}

function beginningOf({ access, key }: Source, last: string): Beginning {
  const { revision, history } = access;
  const times = Array.from({ length: revision + 1 }, (_, at) => history.time(at));
  return { revision, last, key, stamp: 0, shared: writeShared(sharedDump(access)), times };
}
